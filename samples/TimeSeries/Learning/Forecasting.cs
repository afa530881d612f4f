using NeuralCore;

namespace TimeSeriesSample;

/// <summary>What is learned from, what is forecast, and how.</summary>
internal static class Forecasting
{
    /// <summary>How many weeks at the end are forecast, each day at its midnight, and are never learned from.</summary>
    public const int TestWeeks = 4;

    /// <summary>With fewer weeks there is hardly a season to learn.</summary>
    public const int LeastWeeks = TestWeeks + 6;

    private const int BatchSize = 32;
    private const float MaximumNorm = 1;

    public static Sequential CreateNetwork(int hidden) => new(
        new Lstm(SeriesWindows.Features, hidden, returnSequences: false),
        new Dense(hidden, SeriesWindows.Horizon));

    /// <summary>The first hour that is forecast.</summary>
    public static int TestStart(float[] series) => series.Length - (TestWeeks * Calendar.Week);

    /// <summary>Every day of hours before the test, with any hour as its first.</summary>
    public static SeriesWindows Training(float[] series)
    {
        int count = TestStart(series) - SeriesWindows.Length - SeriesWindows.Horizon + 1;
        return new SeriesWindows(series, [.. Enumerable.Range(SeriesWindows.Length, count)], Deviation(series));
    }

    public static TrainingHistory Train(
        Layer network, float[] series, Settings settings, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var optimizer = new Adam(network.Parameters, settings.LearningRate);
        var trainer = new Trainer(network, new MeanSquaredError(), optimizer) { Schedule = Schedule.Linear, MaxGradientNorm = MaximumNorm };
        var batches = new DataLoader(Training(series), BatchSize, shuffle: true, seed: settings.Seed);
        return trainer.Fit(batches, settings.Epochs, progress: progress, cancellation: cancellation);
    }

    /// <summary>The network's forecast of all test hours: each day at its midnight, from the two days before.</summary>
    public static float[] WithNetwork(Layer network, float[] series)
    {
        SeriesWindows windows = new(series, Midnights(series), Deviation(series));
        List<float> forecast = [];
        foreach ((Tensor inputs, _) in new DataLoader(windows, batchSize: 1))
            forecast.AddRange(windows.ToValues(forecast.Count / SeriesWindows.Horizon, network.Predict(inputs).AsReadOnlySpan()));
        return [.. forecast];
    }

    /// <summary>The forecast of all test hours that knows how the series was made.</summary>
    public static float[] Ideal(float[] series) =>
        [.. Midnights(series).SelectMany(midnight => SeriesGenerator.Ideal(series, midnight, SeriesWindows.Horizon))];

    /// <summary>The seasonal-naive forecast of all test hours: what was measured one season before.</summary>
    public static float[] SeasonalNaive(float[] series, int season) => series[(TestStart(series) - season)..^season];

    private static int[] Midnights(float[] series) =>
        [.. Enumerable.Range(0, TestWeeks * 7).Select(day => TestStart(series) + (day * Calendar.Day))];

    // Of the hours before the test alone: the scale must not give the future away.
    private static float Deviation(float[] series)
    {
        ReadOnlySpan<float> known = series.AsSpan(0, TestStart(series));
        double mean = 0;
        foreach (float value in known)
            mean += value / (double)known.Length;
        double squares = 0;
        foreach (float value in known)
            squares += (value - mean) * (value - mean);
        return (float)Math.Sqrt(squares / known.Length);
    }
}
