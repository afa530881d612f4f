using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>A few rows by a panel of packed columns: up to four bundles side by side, one chain in each lane.</summary>
internal static unsafe class GemmPanelTile
{
    /// <summary>Most rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Most bundles of a tile with so many rows: what the registers hold, 32 with bundles of 512 bits and else 16.</summary>
    public static int Bundles<V>(int rows)
        where V : struct, ILanes<V> => rows > 2 && V.Count * sizeof(Real) != 64 ? 2 : 4;

    /// <summary>Sets 1 to 4 rows of 1 to 4 bundles of columns, the last of which stores its first <paramref name="last"/> numbers.</summary>
    public static void Compute<V>(int rows, int bundles, in TileOperands tile, int last)
        where V : struct, ILanes<V>
    {
        switch (bundles)
        {
            case 1: Compute<V, One>(rows, tile, last); break;
            case 2: Compute<V, Two>(rows, tile, last); break;
            case 3: Compute<V, Three>(rows, tile, last); break;
            case 4: Compute<V, Four>(rows, tile, last); break;
        }
    }

    private static void Compute<V, N>(int rows, in TileOperands tile, int last)
        where V : struct, ILanes<V>
        where N : struct, ICount
    {
        switch (rows)
        {
            case 1: Compute<V, One, N>(tile, last); break;
            case 2: Compute<V, Two, N>(tile, last); break;
            case 3: Compute<V, Three, N>(tile, last); break;
            case 4: Compute<V, Four, N>(tile, last); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<V, M, N>(in TileOperands tile, int last)
        where V : struct, ILanes<V>
        where M : struct, ICount
        where N : struct, ICount
    {
        nuint w = (nuint)V.Count;
        Real* a = tile.A, b = tile.B, c = tile.C;
        nint stride = tile.CStride, row = tile.ASide, step = tile.ADepth, width = tile.BDepth;
        V s0 = default, t0 = default, u0 = default, v0 = default;
        V s1 = default, t1 = default, u1 = default, v1 = default;
        V s2 = default, t2 = default, u2 = default, v2 = default;
        V s3 = default, t3 = default, u3 = default, v3 = default;
        for (nint k = tile.Depth; k > 0; k--, a += step, b += width)
        {
            V b0 = V.Load(in *b, 0);
            V b1 = N.Value > 1 ? V.Load(in *b, w) : default;
            V b2 = N.Value > 2 ? V.Load(in *b, 2 * w) : default;
            V b3 = N.Value > 3 ? V.Load(in *b, 3 * w) : default;
            if (M.Value > 0) Add<V, N>(V.All(a[0 * row]), b0, b1, b2, b3, ref s0, ref t0, ref u0, ref v0);
            if (M.Value > 1) Add<V, N>(V.All(a[1 * row]), b0, b1, b2, b3, ref s1, ref t1, ref u1, ref v1);
            if (M.Value > 2) Add<V, N>(V.All(a[2 * row]), b0, b1, b2, b3, ref s2, ref t2, ref u2, ref v2);
            if (M.Value > 3) Add<V, N>(V.All(a[3 * row]), b0, b1, b2, b3, ref s3, ref t3, ref u3, ref v3);
        }

        if (M.Value > 0) Store<V, N>(c + (0 * stride), last, s0, t0, u0, v0);
        if (M.Value > 1) Store<V, N>(c + (1 * stride), last, s1, t1, u1, v1);
        if (M.Value > 2) Store<V, N>(c + (2 * stride), last, s2, t2, u2, v2);
        if (M.Value > 3) Store<V, N>(c + (3 * stride), last, s3, t3, u3, v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V, N>(V a, V b0, V b1, V b2, V b3, ref V s, ref V t, ref V u, ref V v)
        where V : struct, ILanes<V>
        where N : struct, ICount
    {
        s = V.FusedMultiplyAdd(a, b0, s);
        if (N.Value > 1)
            t = V.FusedMultiplyAdd(a, b1, t);
        if (N.Value > 2)
            u = V.FusedMultiplyAdd(a, b2, u);
        if (N.Value > 3)
            v = V.FusedMultiplyAdd(a, b3, v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, N>(Real* c, int last, V s, V t, V u, V v)
        where V : struct, ILanes<V>
        where N : struct, ICount
    {
        nuint w = (nuint)V.Count;
        if (N.Value > 1)
            V.Store(s, ref *c, 0);
        if (N.Value > 2)
            V.Store(t, ref *c, w);
        if (N.Value > 3)
            V.Store(u, ref *c, 2 * w);
        Lanes.Store(N.Value == 1 ? s : N.Value == 2 ? t : N.Value == 3 ? u : v, c + ((N.Value - 1) * V.Count), last);
    }
}
