namespace NeuralCore.Kernels;

/// <summary>
/// Where a matrix product is cut so that its parts fit the caches. None of these numbers changes a bit of the result; they were set on a
/// processor with 32 KB of first and 1 MB of second cache for each core, and do well wherever the caches are at least as large.
/// </summary>
internal static class GemmBlocks
{
    /// <summary>
    /// Most steps of k in one tile. At 512 a panel of twelve rows of A has 24 KB and stays in the first cache, and the tile of C, which
    /// comes from far, is read and written once for 512 steps. 1024 cubed ran at 101 GFLOPS with 256, 102 with 384, 105 with 512.
    /// </summary>
    public const int Depth = 512;

    /// <summary>
    /// Most rows of A in one block: 48 x 512 numbers are 96 KB and stay in the second cache while B passes by; and where rows of C are
    /// pages apart, 48 pages fit the first level of address translation. 1024 cubed ran at 108 GFLOPS with 48, 105 with 120 or 240.
    /// </summary>
    public const int Rows = 48;

    /// <summary>Most steps of k for which B is packed at once, so that small products need one division among threads and not several.</summary>
    public const int PackedDepth = 4 * Depth;

    /// <summary>Most numbers of B packed at once: 4 MB, a share of the last cache.</summary>
    public const int PackedNumbers = 1024 * 1024;

    /// <summary>
    /// Up to this many rows the product is bound by reading B, and <see cref="GemmThin{W, TEpilogue}"/> does it: four rows by a
    /// transposed [784, 128] in 22 us, where tiles take 30. From six rows on the two are alike.
    /// </summary>
    public const int ThinRows = 4;

    /// <summary>Multiply-adds worth a thread of their own: some 4 us of one core, against 0.3 us for handing them over.</summary>
    private const long GrainWork = 256 * 1024;

    /// <summary>Rows of a tile: twelve where there are 32 registers, which is where bundles have 512 bits, and else six.</summary>
    public static int Height<V>()
        where V : struct, ILanes<V> => V.Count * sizeof(Real) == 64 ? 12 : 6;

    /// <summary>Columns of a tile.</summary>
    public static int Width<V>()
        where V : struct, ILanes<V> => 2 * V.Count;

    public static int Count(int total, int size) => (int)(((long)total + size - 1) / size);

    /// <summary>Cuts a total into the fewest parts of at most a size, all about equal: 513 into 260 and 253 rather than 512 and 1.</summary>
    public static int Even(int total, int most) => Math.Min(most, 4 * Count(Count(total, Count(total, most)), 4));

    /// <summary>How many items a thread should take at least, when one item is so many multiply-adds.</summary>
    public static int Grain(long work) => (int)Math.Clamp(GrainWork / Math.Max(1, work), 1, int.MaxValue);
}
