namespace NeuralCore.Kernels;

/// <summary>
/// A matrix in memory: element (i, j) stands at <c>Data[i * RowStride + j * ColumnStride]</c>. One of the strides is 1, so a view is
/// plain or transposed, and may have gaps between its rows (or columns).
/// </summary>
internal readonly ref struct MatrixView
{
    /// <summary>A view over <paramref name="data"/>, which must reach to the last element.</summary>
    public MatrixView(ReadOnlySpan<Real> data, int rows, int columns, int rowStride, int columnStride)
    {
        bool reaches = rows == 0 || columns == 0
            || data.Length > ((long)(rows - 1) * rowStride) + ((long)(columns - 1) * columnStride);
        if (rows < 0 || columns < 0 || rowStride < 0 || columnStride < 0 || (rowStride != 1 && columnStride != 1) || !reaches)
            Throw.MatrixView(data.Length, rows, columns, rowStride, columnStride);
        Data = data;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    public ReadOnlySpan<Real> Data { get; }
    public int Rows { get; }
    public int Columns { get; }
    public int RowStride { get; }
    public int ColumnStride { get; }

    /// <summary>The same numbers with rows and columns exchanged. Nothing moves.</summary>
    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    /// <summary>Rows one after the other without gaps.</summary>
    public static MatrixView RowMajor(ReadOnlySpan<Real> data, int rows, int columns) => new(data, rows, columns, columns, 1);
}
