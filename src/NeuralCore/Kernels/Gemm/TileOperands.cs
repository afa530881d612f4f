namespace NeuralCore.Kernels;

/// <summary>
/// What a tile reads and writes. A and B are packed panels, or the matrices in place: the numbers of A may stand anywhere at two distances,
/// those of B are contiguous along a row of the tile.
/// </summary>
internal unsafe struct TileOperands
{
    /// <summary>The first number of A, the distance from one row of the tile to the next, and from one k to the next.</summary>
    public Real* A;
    public nint ASide, ADepth;

    /// <summary>The first number of B, and the distance from one k to the next.</summary>
    public Real* B;
    public nint BDepth;

    /// <summary>How many steps of k.</summary>
    public nint Depth;

    /// <summary>Whether the sums begin with what stands in C, and not with zero.</summary>
    public bool Accumulate;

    /// <summary>Where the sums go.</summary>
    public Real* C;
    public nint CStride;
}
