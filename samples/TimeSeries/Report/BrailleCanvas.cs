namespace TimeSeriesSample;

/// <summary>A picture of dots in text: each character of the Unicode block of Braille patterns holds two columns of four dots.</summary>
/// <param name="columns">How many characters wide.</param>
/// <param name="rows">How many characters high.</param>
internal sealed class BrailleCanvas(int columns, int rows)
{
    public const int DotsAcross = 2;
    public const int DotsDown = 4;

    private const char NoDots = '\u2800';

    // The bits of the dots in a character, row by row: the standard of 1982 added the lowest row behind the six others.
    private static readonly byte[] bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    private readonly byte[] cells = new byte[columns * rows];

    public int Width => columns * DotsAcross;

    public int Height => rows * DotsDown;

    /// <summary>Sets a dot; (0, 0) is at the top left.</summary>
    public void Set(int x, int y) =>
        cells[(y / DotsDown * columns) + (x / DotsAcross)] |= bits[(y % DotsDown * DotsAcross) + (x % DotsAcross)];

    /// <summary>Sets the dots between two points, both included.</summary>
    public void Line(int x0, int y0, int x1, int y1)
    {
        int steps = Math.Max(1, Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)));
        for (int i = 0; i <= steps; i++)
            Set(Between(x0, x1, i, steps), Between(y0, y1, i, steps));
    }

    /// <summary>A row of characters; a blank where there is no dot.</summary>
    public char[] Row(int row) =>
        [.. cells.AsSpan(row * columns, columns).ToArray().Select(cell => cell == 0 ? ' ' : (char)(NoDots + cell))];

    private static int Between(int from, int to, int step, int steps) =>
        from + (int)Math.Round((to - from) * (double)step / steps, MidpointRounding.AwayFromZero);
}
