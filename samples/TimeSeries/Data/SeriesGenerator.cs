using NeuralCore;

namespace TimeSeriesSample;

/// <summary>
/// Makes an hourly series that looks like the load of a power grid, in megawatts: a level with a trend, a daily season that is flatter at
/// weekends, a weekly season, and noise that remembers the hour before.
/// </summary>
internal static class SeriesGenerator
{
    private const double Level = 100;
    private const double TrendPerWeek = 0.8;
    private const double DailySwing = 18;
    private const double NoonSwing = 7;
    private const double WeekendDrop = 14;
    private const double WeekendFlatness = 0.55;

    // Noise of the first order: each hour keeps this share of the last one's deviation, so that a good forecast has to look at it.
    private const double Memory = 0.85;
    private const double Noise = 1.4;

    /// <summary>The values of the hours, from midnight on a Monday.</summary>
    /// <param name="weeks">How many weeks.</param>
    /// <param name="seed">Chooses the noise.</param>
    public static float[] Generate(int weeks, ulong seed)
    {
        Rng rng = new(seed);
        float[] values = new float[weeks * Calendar.Week];
        double deviation = 0;
        for (int hour = 0; hour < values.Length; hour++)
        {
            deviation = (Memory * deviation) + (Noise * rng.NextNormal());
            values[hour] = (float)(Expected(hour) + deviation);
        }

        return values;
    }

    /// <summary>
    /// The best forecast that there is: it knows how the series was made, and that of the last hour's deviation a share is left after each hour.
    /// </summary>
    /// <param name="series">The values of the hours.</param>
    /// <param name="start">The first hour to forecast.</param>
    /// <param name="count">How many hours to forecast.</param>
    public static float[] Ideal(ReadOnlySpan<float> series, int start, int count)
    {
        float[] forecast = new float[count];
        double deviation = series[start - 1] - Expected(start - 1);
        for (int i = 0; i < count; i++)
        {
            deviation *= Memory;
            forecast[i] = (float)(Expected(start + i) + deviation);
        }

        return forecast;
    }

    /// <summary>The value of an hour without the noise.</summary>
    private static double Expected(int hour)
    {
        double daily = (-DailySwing * Calendar.Cosine(hour, Calendar.Day)) - (NoonSwing * Calendar.Cosine(hour, Calendar.Day / 2));
        double weekday = Calendar.IsWeekend(hour) ? (WeekendFlatness * daily) - WeekendDrop : daily;
        return Level + (TrendPerWeek * hour / Calendar.Week) + weekday;
    }
}
