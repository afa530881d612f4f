using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Where the matrices of a batch of heads stand: number i belongs to example i / heads, and to head i mod heads, whose columns stand beside
/// those of the other heads. One head and rows without gaps make it a plain batch of matrices.
/// </summary>
/// <param name="Rows">Rows of a matrix, such as the tokens of an example.</param>
/// <param name="Columns">Columns of a matrix: the width of a head.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="Heads">How many matrices stand side by side.</param>
internal readonly record struct HeadLayout(int Rows, int Columns, int RowStride, int Heads)
{
    /// <summary>Whether the rows of a matrix follow each other without gaps.</summary>
    public bool IsDense => RowStride == Columns;

    /// <summary>Where a row of a matrix begins.</summary>
    public nint Start(int matrix, int row)
    {
        (int example, int head) = Math.DivRem(matrix, Heads);
        return ((((nint)example * Rows) + row) * RowStride) + ((nint)head * Columns);
    }

    /// <summary>How many numbers <paramref name="matrices"/> matrices reach over; the last row may end within a gap.</summary>
    public long Reach(int matrices) => matrices == 0 || Rows == 0 || Columns == 0 ? 0 : Start(matrices - 1, Rows - 1) + Columns;

    /// <summary>Some rows of a matrix, in memory whose first number is <paramref name="data"/>.</summary>
    public unsafe MatrixView View(Real* data, int matrix, int firstRow, int rows)
    {
        int length = rows == 0 || Columns == 0 ? 0 : ((rows - 1) * RowStride) + Columns;
        return new MatrixView(new ReadOnlySpan<Real>(data + Start(matrix, firstRow), length), rows, Columns, RowStride, 1);
    }

    /// <summary>Copies rows that follow each other without gaps to where they belong.</summary>
    [MethodImpl(Lanes.Kernel)]
    public unsafe void Put(Real* source, Real* data, int matrix, int firstRow, int rows)
    {
        Real* to = data + Start(matrix, firstRow);
        for (int row = 0; row < rows; row++, source += Columns, to += RowStride)
            new ReadOnlySpan<Real>(source, Columns).CopyTo(new Span<Real>(to, Columns));
    }
}
