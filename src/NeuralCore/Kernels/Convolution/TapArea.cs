namespace NeuralCore.Kernels;

/// <summary>A rectangle of sums, or of tiles of sums.</summary>
internal readonly record struct TapArea(int Row, int Rows, int Column, int Columns)
{
    public int Count => Rows * Columns;
}
