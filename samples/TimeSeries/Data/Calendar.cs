namespace TimeSeriesSample;

/// <summary>Hours, days and weeks. The series begins at midnight on a Monday.</summary>
internal static class Calendar
{
    public const int Day = 24;
    public const int Week = 7 * Day;

    /// <summary>Whether an hour lies on a Saturday or a Sunday.</summary>
    public static bool IsWeekend(int hour) => hour % Week >= 5 * Day;

    /// <summary>How far a season has come at an hour, as an angle: 0 at its beginning, 2π at its end.</summary>
    public static double Angle(int hour, int season) => 2 * Math.PI * (hour % season) / season;
}
