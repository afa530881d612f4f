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
    /// Most steps of k where a thread looks after its own columns of B; if it packs them, the panel has 128 KB. [64, 784] by a transposed
    /// [784, 128] took 121 us with 128 steps and 118 with all.
    /// </summary>
    public const int OwnDepth = 1024;

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
    /// Numbers of A up to which it stays in the second cache in place while every thread looks after its own columns of B: 512 cubed ran at
    /// 107 GFLOPS with panels of B packed by all threads, and at 112 reading both operands where they stand.
    /// </summary>
    private const int SmallNumbers = 512 * 512;

    /// <summary>Columns from which on a row of A serves so many tiles that packing it costs nothing.</summary>
    private const int ManyColumns = 1024;

    /// <summary>Multiply-adds worth a thread of their own: some 4 us of one core, against 0.3 us for handing them over.</summary>
    private const long GrainWork = 256 * 1024;

    /// <summary>Rows of a tile: twelve where there are 32 registers, which is where bundles have 512 bits, and else six.</summary>
    public static int Height<V>()
        where V : struct, ILanes<V> => V.Count * sizeof(Real) == 64 ? 12 : 6;

    /// <summary>Columns of a tile.</summary>
    public static int Width<V>()
        where V : struct, ILanes<V> => 2 * V.Count;

    /// <summary>
    /// Whether the product is bound by reading B, which <see cref="GemmThin{W, TEpilogue}"/> does: four rows by a transposed [784, 128] in
    /// 11 us, where tiles take 15; one row by a plain one in 4 us, where they take 6.
    /// </summary>
    public static bool IsThin(int rows, bool isTransposed) => rows <= (isTransposed ? 4 : 1);

    /// <summary>Whether all threads together pack B, because it serves many rows.</summary>
    public static bool SharesB(int rows, int depth) => (long)rows * depth > SmallNumbers;

    /// <summary>Whether rows of A are packed; if not they are read in place.</summary>
    public static bool PacksA(int columns) => columns >= ManyColumns;

    public static int Count(int total, int size) => (int)(((long)total + size - 1) / size);

    /// <summary>Cuts a total into the fewest parts of at most a size, all about equal: 513 into 260 and 253 rather than 512 and 1.</summary>
    public static int Even(int total, int most) => Math.Min(most, 4 * Count(Count(total, Count(total, most)), 4));

    /// <summary>How many items a thread should take at least, when one item is so many multiply-adds.</summary>
    public static int Grain(long work) => (int)Math.Clamp(GrainWork / Math.Max(1, work), 1, int.MaxValue);
}
