using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The innermost part of the matrix product: a tile of up to twelve rows by one or two bundles whose running sums stay in registers. It
/// begins with zero or with C, and adds one product after the other along k.
/// </summary>
/// <remarks>
/// Twelve rows need 24 sums, two bundles of B and one number of A: 27 of the 32 registers that processors with 512-bit bundles have. Six
/// rows need 15 of 16. The body is written once for twelve rows; the height and the number of bundles are types, so that the compiler
/// leaves out what a lower or narrower tile does not have. Fully optimized from the first call: left to tiered compilation the steady
/// state is the same, but the first twenty products of 512 cubed took 320 ms, not 50.
/// </remarks>
internal static unsafe class GemmTile
{
    /// <summary>Computes a tile of <paramref name="rows"/> (1 to 12) by <paramref name="bundles"/> (1 or 2).</summary>
    public static void Compute<V>(int rows, int bundles, in TileOperands tile)
        where V : struct, ILanes<V> => Compute<V, PlainPanel<V>>(rows, bundles, tile, new(tile.B, tile.BDepth));

    /// <summary>The same with a B that stands in memory in some other way.</summary>
    public static void Compute<V, P>(int rows, int bundles, in TileOperands tile, P panel)
        where V : struct, ILanes<V>
        where P : struct, IPanel<V>
    {
        if (bundles == 1)
            Compute<V, One, P>(rows, tile, panel);
        else
            Compute<V, Two, P>(rows, tile, panel);
    }

    private static void Compute<V, N, P>(int rows, in TileOperands tile, P panel)
        where V : struct, ILanes<V>
        where N : struct, ICount
        where P : struct, IPanel<V>
    {
        switch (rows)
        {
            case 1: Compute<V, One, N, P>(tile, panel); break;
            case 2: Compute<V, Two, N, P>(tile, panel); break;
            case 3: Compute<V, Three, N, P>(tile, panel); break;
            case 4: Compute<V, Four, N, P>(tile, panel); break;
            case 5: Compute<V, Five, N, P>(tile, panel); break;
            case 6: Compute<V, Six, N, P>(tile, panel); break;
            case 7: Compute<V, Seven, N, P>(tile, panel); break;
            case 8: Compute<V, Eight, N, P>(tile, panel); break;
            case 9: Compute<V, Nine, N, P>(tile, panel); break;
            case 10: Compute<V, Ten, N, P>(tile, panel); break;
            case 11: Compute<V, Eleven, N, P>(tile, panel); break;
            case 12: Compute<V, Twelve, N, P>(tile, panel); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<V, M, N, P>(in TileOperands tile, P panel)
        where V : struct, ILanes<V>
        where M : struct, ICount
        where N : struct, ICount
        where P : struct, IPanel<V>
    {
        nuint w = (nuint)V.Count;
        Real* c = tile.C;
        nint stride = tile.CStride;
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

        // Four pointers and two distances reach twelve rows.
        nint side = tile.ASide * sizeof(Real), side2 = 2 * side, aStep = tile.ADepth * sizeof(Real);
        byte* a0 = (byte*)tile.A, a3 = a0 + (3 * side), a6 = a3 + (3 * side), a9 = a6 + (3 * side);
        P b = panel;
        for (nint k = tile.Depth; k > 0; k--)
        {
            b.Next(N.Value > 1, out V left, out V right);
            V x;
            if (M.Value > 0) { x = V.All(*(Real*)a0); l0 = V.FusedMultiplyAdd(x, left, l0); if (N.Value > 1) r0 = V.FusedMultiplyAdd(x, right, r0); }
            if (M.Value > 1) { x = V.All(*(Real*)(a0 + side)); l1 = V.FusedMultiplyAdd(x, left, l1); if (N.Value > 1) r1 = V.FusedMultiplyAdd(x, right, r1); }
            if (M.Value > 2) { x = V.All(*(Real*)(a0 + side2)); l2 = V.FusedMultiplyAdd(x, left, l2); if (N.Value > 1) r2 = V.FusedMultiplyAdd(x, right, r2); }
            if (M.Value > 3) { x = V.All(*(Real*)a3); l3 = V.FusedMultiplyAdd(x, left, l3); if (N.Value > 1) r3 = V.FusedMultiplyAdd(x, right, r3); }
            if (M.Value > 4) { x = V.All(*(Real*)(a3 + side)); l4 = V.FusedMultiplyAdd(x, left, l4); if (N.Value > 1) r4 = V.FusedMultiplyAdd(x, right, r4); }
            if (M.Value > 5) { x = V.All(*(Real*)(a3 + side2)); l5 = V.FusedMultiplyAdd(x, left, l5); if (N.Value > 1) r5 = V.FusedMultiplyAdd(x, right, r5); }
            if (M.Value > 6) { x = V.All(*(Real*)a6); l6 = V.FusedMultiplyAdd(x, left, l6); if (N.Value > 1) r6 = V.FusedMultiplyAdd(x, right, r6); }
            if (M.Value > 7) { x = V.All(*(Real*)(a6 + side)); l7 = V.FusedMultiplyAdd(x, left, l7); if (N.Value > 1) r7 = V.FusedMultiplyAdd(x, right, r7); }
            if (M.Value > 8) { x = V.All(*(Real*)(a6 + side2)); l8 = V.FusedMultiplyAdd(x, left, l8); if (N.Value > 1) r8 = V.FusedMultiplyAdd(x, right, r8); }
            if (M.Value > 9) { x = V.All(*(Real*)a9); l9 = V.FusedMultiplyAdd(x, left, l9); if (N.Value > 1) r9 = V.FusedMultiplyAdd(x, right, r9); }
            if (M.Value > 10) { x = V.All(*(Real*)(a9 + side)); l10 = V.FusedMultiplyAdd(x, left, l10); if (N.Value > 1) r10 = V.FusedMultiplyAdd(x, right, r10); }
            if (M.Value > 11) { x = V.All(*(Real*)(a9 + side2)); l11 = V.FusedMultiplyAdd(x, left, l11); if (N.Value > 1) r11 = V.FusedMultiplyAdd(x, right, r11); }
            a0 += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
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
