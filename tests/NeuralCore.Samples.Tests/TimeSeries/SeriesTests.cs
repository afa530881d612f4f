using FluentAssertions;
using TimeSeriesSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The generated series, the examples cut from it, and the forecasts that need no network.</summary>
public sealed class SeriesTests
{
    private static readonly float[] series = SeriesGenerator.Generate(weeks: 12, seed: 5);

    [Fact]
    public void The_seed_decides_the_noise_and_nothing_else()
    {
        series.Should().HaveCount(12 * 7 * 24);
        SeriesGenerator.Generate(12, seed: 5).Should().Equal(series);
        float[] other = SeriesGenerator.Generate(12, seed: 6);
        other.Should().NotEqual(series);
        Correlation(series, other).Should().BeGreaterThan(0.9, "trend and seasons are the same");
    }

    [Fact]
    public void The_series_has_a_trend_and_seasons()
    {
        (series[^Calendar.Week..].Average() - series[..Calendar.Week].Average()).Should().BeApproximately(11 * 0.8f, 2);
        float[] noon = [.. Enumerable.Range(0, 12 * 7).Select(day => series[(day * 24) + 12])];
        float[] night = [.. Enumerable.Range(0, 12 * 7).Select(day => series[day * 24])];
        noon.Zip(night).Should().OnlyContain(day => day.First > day.Second);
        Enumerable.Range(0, 12 * 7).GroupBy(day => day % 7 >= 5, day => noon[day]).Select(kind => kind.Average())
            .Should().BeInDescendingOrder("weekends need less");
    }

    [Fact]
    public void An_example_is_two_days_and_the_day_that_follows()
    {
        SeriesWindows windows = new(series, [48, 500], deviation: 2);
        float[] inputs = new float[2 * 48 * 5];
        float[] targets = new float[2 * 24];
        windows.Read([1, 0], inputs, targets);
        float level = series[452..500].Average();
        inputs[0].Should().BeApproximately((series[452] - level) / 2, 1e-4f);
        inputs[47 * 5].Should().BeApproximately((series[499] - level) / 2, 1e-4f);
        inputs[((47 + 48) * 5) + 1].Should().BeApproximately((float)Math.Sin(2 * Math.PI * 23 / 24), 1e-5f, "hour 47 is 11 in the evening");
        inputs[((47 + 48) * 5) + 4].Should().BeApproximately((float)Math.Cos(2 * Math.PI * 47 / 168), 1e-5f);
        windows.ToValues(1, targets.AsSpan(0, 24)).Zip(series[500..524]).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-3f);
        windows.ToValues(0, targets.AsSpan(24)).Zip(series[48..72]).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-3f);
    }

    [Theory]
    [InlineData(Calendar.Day / 2)]
    [InlineData(Calendar.Day)]
    [InlineData(Calendar.Week)]
    public void Last_bits_of_a_sine_do_not_count(int season)
    {
        for (int hour = 0; hour < season; hour++)
        {
            double angle = Calendar.Angle(hour, season);
            Same(Math.Sin(angle), Calendar.Sine(hour, season));
            Same(Math.Cos(angle), Calendar.Cosine(hour, season));
        }

        // What a system answers lies far within a millionth of the grid's step around the true sine.
        static void Same(double sine, double expected)
        {
            expected.Should().BeApproximately(sine, 1 / Calendar.Grid);
            Calendar.OnGrid(sine - (1e-6 / Calendar.Grid)).Should().Be(expected);
            Calendar.OnGrid(sine + (1e-6 / Calendar.Grid)).Should().Be(expected);
        }
    }

    [Fact]
    public void Nothing_of_the_test_is_learned_from()
    {
        int start = Forecasting.TestStart(series);
        start.Should().Be(8 * 7 * 24);
        Read(series).Should().NotContain(float.NaN);
        Read([.. series[..start], .. Enumerable.Repeat(float.NaN, series.Length - start)]).Should().Equal(Read(series));
        Read([.. series[..(start - 1)], float.NaN, .. series[start..]]).Should().Contain(float.NaN, "the hour before it is learned from");

        static float[] Read(float[] values)
        {
            SeriesWindows windows = Forecasting.Training(values);
            float[] inputs = new float[windows.Count * 48 * 5];
            float[] targets = new float[windows.Count * 24];
            windows.Read([.. Enumerable.Range(0, windows.Count)], inputs, targets);
            return [.. inputs, .. targets];
        }
    }

    [Fact]
    public void The_naive_forecast_is_the_season_before()
    {
        float[] naive = Forecasting.SeasonalNaive(series, Calendar.Week);
        naive.Should().Equal(series[(7 * Calendar.Week)..(11 * Calendar.Week)]);
    }

    [Fact]
    public void Who_knows_how_the_series_was_made_forecasts_best()
    {
        float[] measured = series[Forecasting.TestStart(series)..];
        double ideal = ForecastError.Of(Forecasting.Ideal(series), measured).RootMeanSquare;
        ideal.Should().BeInRange(1.4, 2.9, "the noise has a deviation of 1.4 after an hour and of 2.66 after a day");
        ForecastError.Of(Forecasting.SeasonalNaive(series, Calendar.Week), measured).RootMeanSquare.Should().BeGreaterThan(ideal);
    }

    [Fact]
    public void Errors_are_those_of_the_textbook() =>
        ForecastError.Of([1, 2, 3, 4], [1, 4, 3, 0]).Should().Be(new ForecastError(1.5, Math.Sqrt(5)));

    private static double Correlation(float[] left, float[] right)
    {
        (float meanLeft, float meanRight) = (left.Average(), right.Average());
        double Product(float[] a, float meanA, float[] b, float meanB) => a.Zip(b, (x, y) => (x - meanA) * (double)(y - meanB)).Sum();
        return Product(left, meanLeft, right, meanRight)
            / Math.Sqrt(Product(left, meanLeft, left, meanLeft) * Product(right, meanRight, right, meanRight));
    }
}
