namespace TimeSeriesSample;

/// <summary>Hours, days and weeks. The series begins at midnight on a Monday.</summary>
internal static class Calendar
{
    public const int Day = 24;
    public const int Week = 7 * Day;

    /// <summary>Sines are whole multiples of one divided by this.</summary>
    internal const double Grid = 65536;

    /// <summary>Whether an hour lies on a Saturday or a Sunday.</summary>
    public static bool IsWeekend(int hour) => hour % Week >= 5 * Day;

    /// <summary>The sine of how far a season has come at an hour: 0 at its beginning, 2π at its end.</summary>
    public static double Sine(int hour, int season) => OnGrid(Math.Sin(Angle(hour, season)));

    /// <summary>The cosine of how far a season has come at an hour.</summary>
    public static double Cosine(int hour, int season) => OnGrid(Math.Cos(Angle(hour, season)));

    /// <summary>
    /// A sine rounded to 1 / 65536. The mathematical library of a system decides the last bits of a sine; rounded, they are the same on all, and
    /// so is what is learned from them.
    /// </summary>
    internal static double OnGrid(double sine) => Math.Round(sine * Grid) / Grid;

    /// <summary>How far a season has come at an hour, as an angle.</summary>
    internal static double Angle(int hour, int season) => 2 * Math.PI * (hour % season) / season;
}
