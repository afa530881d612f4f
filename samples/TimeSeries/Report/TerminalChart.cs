namespace TimeSeriesSample;

/// <summary>Draws what was measured as a line of dots, and a forecast as marks upon it, in plain text.</summary>
internal static class TerminalChart
{
    /// <summary>What marks the forecast.</summary>
    public const char Mark = 'o';

    private const int LabelWidth = 6;
    private const int Columns = 72;
    private const int Rows = 14;

    // A mark in every other column leaves the line visible between them.
    private const int ColumnsPerMark = 2;

    /// <summary>The lines of the chart: rows with a scale, and a row that names the days.</summary>
    /// <param name="measured">The hours that were measured, whole days.</param>
    /// <param name="forecast">The forecasts of the same hours.</param>
    public static string[] Draw(ReadOnlySpan<float> measured, ReadOnlySpan<float> forecast)
    {
        Axis axis = Axis.Around([.. measured, .. forecast]);
        BrailleCanvas canvas = new(Columns, Rows);
        for (int x = 1; x < canvas.Width; x++)
            canvas.Line(x - 1, Y(At(measured, x - 1)), x, Y(At(measured, x)));

        char[][] rows = [.. Enumerable.Range(0, Rows).Select(canvas.Row)];
        for (int column = 0; column < Columns; column += ColumnsPerMark)
            rows[Y(At(forecast, column * BrailleCanvas.DotsAcross)) / BrailleCanvas.DotsDown][column] = Mark;
        return [.. rows.Select((row, number) => Label(axis, number) + new string(row).TrimEnd()), Days(measured.Length / Calendar.Day)];

        // The dot in the middle of the first hour is the first dot, that of the last hour the last.
        float At(ReadOnlySpan<float> values, int x)
        {
            float place = x * (values.Length - 1f) / (canvas.Width - 1);
            int left = Math.Min((int)place, values.Length - 2);
            return values[left] + ((place - left) * (values[left + 1] - values[left]));
        }

        int Y(float value) => (int)Math.Round((1 - axis.Share(value)) * (canvas.Height - 1));
    }

    // The number of an axis line, at the row that it crosses.
    private static string Label(Axis axis, int row)
    {
        foreach (double tick in axis.Ticks)
        {
            if ((int)Math.Round((1 - axis.Share(tick)) * (Rows - 1)) == row)
                return axis.Label(tick).PadLeft(LabelWidth) + " ┤";
        }

        return new string(' ', LabelWidth) + " │";
    }

    private static string Days(int count)
    {
        string[] names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        char[] line = [.. Enumerable.Repeat(' ', LabelWidth + 2 + Columns)];
        for (int day = 0; day < count; day++)
            names[day % 7].CopyTo(line.AsSpan(LabelWidth + 2 + (day * Columns / count)));
        return new string(line).TrimEnd();
    }
}
