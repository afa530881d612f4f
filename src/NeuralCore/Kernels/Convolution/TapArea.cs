namespace NeuralCore.Kernels;

/// <summary>A rectangle of sums.</summary>
internal readonly record struct TapArea(int Row, int Rows, int Column, int Columns)
{
    public int Sums => Rows * Columns;
}
