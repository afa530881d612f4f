using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// One row of a product by up to eight bundles of a patch, for groups that write one channel: a tile of two bundles would wait for its own
/// sums. Compare <see cref="GemmTile"/>.
/// </summary>
internal static unsafe class TapRowTile
{
    /// <summary>How many bundles the tile has at most.</summary>
    public const int Bundles = 8;

    /// <summary>Computes 4 or 8 bundles; the weights stand side by side.</summary>
    public static void Compute<V>(int bundles, in TileOperands tile, int* places)
        where V : struct, ILanes<V>
    {
        if (bundles == Bundles)
            Compute<V, Eight>(tile, places);
        else
            Compute<V, Four>(tile, places);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<V, N>(in TileOperands tile, int* places)
        where V : struct, ILanes<V>
        where N : struct, ICount
    {
        nuint w = (nuint)V.Count;
        Real* c = tile.C, a = tile.A, b = tile.B;
        V s0 = V.All(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        if (tile.Accumulate)
        {
            s0 = V.Load(in *c, 0);
            s1 = V.Load(in *c, w);
            s2 = V.Load(in *c, 2 * w);
            s3 = V.Load(in *c, 3 * w);
            if (N.Value > 4)
            {
                s4 = V.Load(in *c, 4 * w);
                s5 = V.Load(in *c, 5 * w);
                s6 = V.Load(in *c, 6 * w);
                s7 = V.Load(in *c, 7 * w);
            }
        }

        for (nint k = 0; k < tile.Depth; k++)
        {
            V x = V.All(a[k]);
            Real* at = b + places[k];
            s0 = V.FusedMultiplyAdd(x, V.Load(in *at, 0), s0);
            s1 = V.FusedMultiplyAdd(x, V.Load(in *at, w), s1);
            s2 = V.FusedMultiplyAdd(x, V.Load(in *at, 2 * w), s2);
            s3 = V.FusedMultiplyAdd(x, V.Load(in *at, 3 * w), s3);
            if (N.Value > 4)
            {
                s4 = V.FusedMultiplyAdd(x, V.Load(in *at, 4 * w), s4);
                s5 = V.FusedMultiplyAdd(x, V.Load(in *at, 5 * w), s5);
                s6 = V.FusedMultiplyAdd(x, V.Load(in *at, 6 * w), s6);
                s7 = V.FusedMultiplyAdd(x, V.Load(in *at, 7 * w), s7);
            }
        }

        V.Store(s0, ref *c, 0);
        V.Store(s1, ref *c, w);
        V.Store(s2, ref *c, 2 * w);
        V.Store(s3, ref *c, 3 * w);
        if (N.Value > 4)
        {
            V.Store(s4, ref *c, 4 * w);
            V.Store(s5, ref *c, 5 * w);
            V.Store(s6, ref *c, 6 * w);
            V.Store(s7, ref *c, 7 * w);
        }
    }
}
