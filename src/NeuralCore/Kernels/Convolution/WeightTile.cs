using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A tile of a weight's gradient: up to twelve channels and taps by one or two bundles of output channels. It goes through the positions of
/// an image in order, with all sums in registers; compare <see cref="GemmTile"/>.
/// </summary>
internal static unsafe class WeightTile
{
    /// <summary>Computes a tile of <paramref name="rows"/> (1 to 12) by <paramref name="bundles"/> (1 or 2).</summary>
    public static void Compute<V>(int rows, int bundles, in WeightTileOperands tile)
        where V : struct, ILanes<V>
    {
        if (bundles == 1)
            Compute<V, One, OneChannel>(rows, tile);
        else
            Compute<V, Two, OneChannel>(rows, tile);
    }

    /// <summary>Computes a tile of so many taps of a bundle of channels, each of which sees itself alone.</summary>
    public static void ComputeDepthwise<V>(int taps, in WeightTileOperands tile)
        where V : struct, ILanes<V> => Compute<V, One, ManyChannels>(taps, tile);

    private static void Compute<V, N, C>(int rows, in WeightTileOperands tile)
        where V : struct, ILanes<V>
        where N : struct, ICount
        where C : struct, IPatchChannels
    {
        switch (rows)
        {
            case 1: Compute<V, One, N, C>(tile); break;
            case 2: Compute<V, Two, N, C>(tile); break;
            case 3: Compute<V, Three, N, C>(tile); break;
            case 4: Compute<V, Four, N, C>(tile); break;
            case 5: Compute<V, Five, N, C>(tile); break;
            case 6: Compute<V, Six, N, C>(tile); break;
            case 7: Compute<V, Seven, N, C>(tile); break;
            case 8: Compute<V, Eight, N, C>(tile); break;
            case 9: Compute<V, Nine, N, C>(tile); break;
            case 10: Compute<V, Ten, N, C>(tile); break;
            case 11: Compute<V, Eleven, N, C>(tile); break;
            case 12: Compute<V, Twelve, N, C>(tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<V, M, N, C>(in WeightTileOperands tile)
        where V : struct, ILanes<V>
        where M : struct, ICount
        where N : struct, ICount
        where C : struct, IPatchChannels
    {
        nuint w = (nuint)V.Count;
        Real* c = tile.Sums;
        nint stride = tile.SumsRow;
        V l0 = default, r0 = default, l1 = default, r1 = default, l2 = default, r2 = default, l3 = default, r3 = default, l4 = default, r4 = default, l5 = default, r5 = default;
        V l6 = default, r6 = default, l7 = default, r7 = default, l8 = default, r8 = default, l9 = default, r9 = default, l10 = default, r10 = default, l11 = default, r11 = default;
        if (tile.Accumulate)
        {
            if (M.Value > 0) { l0 = V.Load(in c[0 * stride], 0); if (N.Value > 1) r0 = V.Load(in c[0 * stride], w); }
            if (M.Value > 1) { l1 = V.Load(in c[1 * stride], 0); if (N.Value > 1) r1 = V.Load(in c[1 * stride], w); }
            if (M.Value > 2) { l2 = V.Load(in c[2 * stride], 0); if (N.Value > 1) r2 = V.Load(in c[2 * stride], w); }
            if (M.Value > 3) { l3 = V.Load(in c[3 * stride], 0); if (N.Value > 1) r3 = V.Load(in c[3 * stride], w); }
            if (M.Value > 4) { l4 = V.Load(in c[4 * stride], 0); if (N.Value > 1) r4 = V.Load(in c[4 * stride], w); }
            if (M.Value > 5) { l5 = V.Load(in c[5 * stride], 0); if (N.Value > 1) r5 = V.Load(in c[5 * stride], w); }
            if (M.Value > 6) { l6 = V.Load(in c[6 * stride], 0); if (N.Value > 1) r6 = V.Load(in c[6 * stride], w); }
            if (M.Value > 7) { l7 = V.Load(in c[7 * stride], 0); if (N.Value > 1) r7 = V.Load(in c[7 * stride], w); }
            if (M.Value > 8) { l8 = V.Load(in c[8 * stride], 0); if (N.Value > 1) r8 = V.Load(in c[8 * stride], w); }
            if (M.Value > 9) { l9 = V.Load(in c[9 * stride], 0); if (N.Value > 1) r9 = V.Load(in c[9 * stride], w); }
            if (M.Value > 10) { l10 = V.Load(in c[10 * stride], 0); if (N.Value > 1) r10 = V.Load(in c[10 * stride], w); }
            if (M.Value > 11) { l11 = V.Load(in c[11 * stride], 0); if (N.Value > 1) r11 = V.Load(in c[11 * stride], w); }
        }

        // A tile that has fewer rows points to the first one in their place.
        Real* patch = tile.Patch;
        int* places = tile.Places;
        Real* a0 = C.At<V>(patch, places[0]), a1 = M.Value > 1 ? C.At<V>(patch, places[1]) : a0, a2 = M.Value > 2 ? C.At<V>(patch, places[2]) : a0, a3 = M.Value > 3 ? C.At<V>(patch, places[3]) : a0, a4 = M.Value > 4 ? C.At<V>(patch, places[4]) : a0, a5 = M.Value > 5 ? C.At<V>(patch, places[5]) : a0;
        Real* a6 = M.Value > 6 ? C.At<V>(patch, places[6]) : a0, a7 = M.Value > 7 ? C.At<V>(patch, places[7]) : a0, a8 = M.Value > 8 ? C.At<V>(patch, places[8]) : a0, a9 = M.Value > 9 ? C.At<V>(patch, places[9]) : a0, a10 = M.Value > 10 ? C.At<V>(patch, places[10]) : a0, a11 = M.Value > 11 ? C.At<V>(patch, places[11]) : a0;
        Real* b = tile.Gradient;
        nint step = tile.GradientStep;
        for (nint at = 0, end = tile.Positions; at < end; at++, b += step)
        {
            V left = V.Load(in *b, 0), right = N.Value > 1 ? V.Load(in *b, w) : default, x;
            if (M.Value > 0) { x = C.Load<V>(a0, at); l0 = V.FusedMultiplyAdd(x, left, l0); if (N.Value > 1) r0 = V.FusedMultiplyAdd(x, right, r0); }
            if (M.Value > 1) { x = C.Load<V>(a1, at); l1 = V.FusedMultiplyAdd(x, left, l1); if (N.Value > 1) r1 = V.FusedMultiplyAdd(x, right, r1); }
            if (M.Value > 2) { x = C.Load<V>(a2, at); l2 = V.FusedMultiplyAdd(x, left, l2); if (N.Value > 1) r2 = V.FusedMultiplyAdd(x, right, r2); }
            if (M.Value > 3) { x = C.Load<V>(a3, at); l3 = V.FusedMultiplyAdd(x, left, l3); if (N.Value > 1) r3 = V.FusedMultiplyAdd(x, right, r3); }
            if (M.Value > 4) { x = C.Load<V>(a4, at); l4 = V.FusedMultiplyAdd(x, left, l4); if (N.Value > 1) r4 = V.FusedMultiplyAdd(x, right, r4); }
            if (M.Value > 5) { x = C.Load<V>(a5, at); l5 = V.FusedMultiplyAdd(x, left, l5); if (N.Value > 1) r5 = V.FusedMultiplyAdd(x, right, r5); }
            if (M.Value > 6) { x = C.Load<V>(a6, at); l6 = V.FusedMultiplyAdd(x, left, l6); if (N.Value > 1) r6 = V.FusedMultiplyAdd(x, right, r6); }
            if (M.Value > 7) { x = C.Load<V>(a7, at); l7 = V.FusedMultiplyAdd(x, left, l7); if (N.Value > 1) r7 = V.FusedMultiplyAdd(x, right, r7); }
            if (M.Value > 8) { x = C.Load<V>(a8, at); l8 = V.FusedMultiplyAdd(x, left, l8); if (N.Value > 1) r8 = V.FusedMultiplyAdd(x, right, r8); }
            if (M.Value > 9) { x = C.Load<V>(a9, at); l9 = V.FusedMultiplyAdd(x, left, l9); if (N.Value > 1) r9 = V.FusedMultiplyAdd(x, right, r9); }
            if (M.Value > 10) { x = C.Load<V>(a10, at); l10 = V.FusedMultiplyAdd(x, left, l10); if (N.Value > 1) r10 = V.FusedMultiplyAdd(x, right, r10); }
            if (M.Value > 11) { x = C.Load<V>(a11, at); l11 = V.FusedMultiplyAdd(x, left, l11); if (N.Value > 1) r11 = V.FusedMultiplyAdd(x, right, r11); }
        }

        if (M.Value > 0) { V.Store(l0, ref c[0 * stride], 0); if (N.Value > 1) V.Store(r0, ref c[0 * stride], w); }
        if (M.Value > 1) { V.Store(l1, ref c[1 * stride], 0); if (N.Value > 1) V.Store(r1, ref c[1 * stride], w); }
        if (M.Value > 2) { V.Store(l2, ref c[2 * stride], 0); if (N.Value > 1) V.Store(r2, ref c[2 * stride], w); }
        if (M.Value > 3) { V.Store(l3, ref c[3 * stride], 0); if (N.Value > 1) V.Store(r3, ref c[3 * stride], w); }
        if (M.Value > 4) { V.Store(l4, ref c[4 * stride], 0); if (N.Value > 1) V.Store(r4, ref c[4 * stride], w); }
        if (M.Value > 5) { V.Store(l5, ref c[5 * stride], 0); if (N.Value > 1) V.Store(r5, ref c[5 * stride], w); }
        if (M.Value > 6) { V.Store(l6, ref c[6 * stride], 0); if (N.Value > 1) V.Store(r6, ref c[6 * stride], w); }
        if (M.Value > 7) { V.Store(l7, ref c[7 * stride], 0); if (N.Value > 1) V.Store(r7, ref c[7 * stride], w); }
        if (M.Value > 8) { V.Store(l8, ref c[8 * stride], 0); if (N.Value > 1) V.Store(r8, ref c[8 * stride], w); }
        if (M.Value > 9) { V.Store(l9, ref c[9 * stride], 0); if (N.Value > 1) V.Store(r9, ref c[9 * stride], w); }
        if (M.Value > 10) { V.Store(l10, ref c[10 * stride], 0); if (N.Value > 1) V.Store(r10, ref c[10 * stride], w); }
        if (M.Value > 11) { V.Store(l11, ref c[11 * stride], 0); if (N.Value > 1) V.Store(r11, ref c[11 * stride], w); }
    }
}
