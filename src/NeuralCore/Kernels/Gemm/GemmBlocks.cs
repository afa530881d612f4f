namespace NeuralCore.Kernels;

/// <summary>
/// Where a matrix product is cut so that its parts fit the caches. None of these numbers changes a bit of the result; they were set on a
/// processor with 32 KB of first and 1 MB of second cache for each core, and do well wherever the caches are at least as large.
/// </summary>
internal static class GemmBlocks
{
    /// <summary>
    /// Most steps of k in one tile. The panels that a tile reads come from the second cache in a straight line and so in time; what costs is
    /// the tile of C, which comes from far: 2048 cubed ran at 103 GFLOPS with 512 steps, at 106 with 1024, at 109 with 2048.
    /// </summary>
    public const int Depth = 2048;

    /// <summary>
    /// Most rows of A in one block where B is shared: 48 x 2048 numbers are 384 KB, and stay in the second cache while B passes by.
    /// </summary>
    public const int Rows = 48;

    /// <summary>Most numbers of B packed at once: 4 MB, a share of the last cache.</summary>
    private const int SharedNumbers = 1024 * 1024;

    /// <summary>Columns from which on a row of A serves so many tiles that packing it costs nothing.</summary>
    private const int ManyColumns = 1024;

    /// <summary>Bytes after which a line of memory comes to the same place in the first cache.</summary>
    private const int CacheTurn = 4096;

    /// <summary>Multiply-adds worth a thread of their own: some 4 us of one core, against 0.3 us for handing them over.</summary>
    private const long GrainWork = 256 * 1024;

    /// <summary>
    /// Rows of a tile: twelve where bundles have 512 bits, with which come 32 registers, and else six, for 16 registers. ARM has 32 of 128 bits;
    /// twelve may be faster there, and nobody has measured it.
    /// </summary>
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

    /// <summary>
    /// Whether all threads together pack B, because it serves many rows. As long as A stays in the second cache, tiles of 512 bits read both
    /// operands where they stand: 512 cubed runs at 115 GFLOPS, and with packed panels at 113. Narrower and lower tiles read B so often that
    /// panels pay sooner: 256 cubed ran at 98 GFLOPS in place, and at 108 packed. Long columns whose numbers fall on each other in the first cache pay too: [128,
    /// 2048] by [2048, 2048] ran at 51 GFLOPS in place, and at 85 packed, but with half of the depth at 110 in place, and at 98 packed.
    /// </summary>
    public static bool SharesB<V>(int rows, int depth, nint stride)
        where V : struct, ILanes<V>
    {
        int most = V.Count * sizeof(Real) != 64 ? 64 * 800 : FallTogether(stride) ? 128 * 1024 : 512 * 512;
        return (long)rows * depth > most;
    }

    /// <summary>Most columns of B packed at once, in whole panels.</summary>
    public static int SharedColumns(int steps, int width) => Math.Max(1, SharedNumbers / (steps * width)) * width;

    /// <summary>
    /// Whether rows of A are packed although B is not shared. Rows that fall on each other in the first cache are: with 1024 numbers in a row
    /// [64, 1024] by [1024, 512] ran at 109 GFLOPS in place, and at 114 packed.
    /// </summary>
    public static bool PacksRows(int columns, nint stride) => stride != 1 && (columns >= ManyColumns || FallTogether(stride));

    /// <summary>Whether numbers that lie so far apart fall on each other in the first cache.</summary>
    public static bool FallTogether(long stride) => stride * sizeof(Real) % CacheTurn == 0;

    public static int Count(int total, int size) => (int)(((long)total + size - 1) / size);

    /// <summary>Cuts a total into the fewest parts of at most a size, all about equal: 513 into 260 and 253 rather than 512 and 1.</summary>
    public static int Even(int total, int most) => Math.Min(most, 4 * Count(Count(total, Count(total, most)), 4));

    /// <summary>How many items a thread should take at least, when one item is so many multiply-adds.</summary>
    public static int Grain(long work) => (int)Math.Clamp(GrainWork / Math.Max(1, work), 1, int.MaxValue);
}
