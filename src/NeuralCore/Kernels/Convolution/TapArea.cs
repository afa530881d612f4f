namespace NeuralCore.Kernels;

/// <summary>A rectangle of sums, or of tiles of sums.</summary>
internal readonly record struct TapArea(int Row, int Rows, int Column, int Columns)
{
    public int Count => Rows * Columns;

    /// <summary>The rectangle of a number, in order of rows and columns, where both are cut.</summary>
    public static TapArea Of(Cuts rows, Cuts columns, int number)
    {
        (int row, int column) = Math.DivRem(number, columns.Count);
        return new(rows.Start(row), rows.Size(row), columns.Start(column), columns.Size(column));
    }
}
