namespace MnistSample;

/// <summary>Undoes the filters of PNG, which store each byte as the difference from a guess (PNG specification, section 9).</summary>
internal static class PngFilter
{
    /// <summary>Undoes the filters in place. Each row begins with the number of its filter, which stays.</summary>
    public static void Undo(Span<byte> rows, PngHeader header, PictureSource source)
    {
        int stride = header.RowBytes + 1;
        Span<byte> above = new byte[header.RowBytes];
        for (int y = 0; y < header.Height; y++)
        {
            int filter = rows[y * stride];
            Span<byte> row = rows.Slice((y * stride) + 1, header.RowBytes);
            if (filter > 4)
                throw source.Damaged($"row {y} has filter {filter}, expected 0 to 4");
            Undo(filter, row, above, header.FilterDistance);
            above = row;
        }
    }

    private static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        if (filter == 0)
            return;
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance];
            int corner = i < distance ? 0 : above[i - distance];
            int guess = filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], corner),
            };
            row[i] = (byte)(row[i] + guess);
        }
    }

    // The neighbour nearest to left + above - corner (Paeth, 1991); ties go in this order.
    private static int Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - (2 * corner));
        if (toLeft <= toAbove && toLeft <= toCorner)
            return left;
        return toAbove <= toCorner ? above : corner;
    }
}
