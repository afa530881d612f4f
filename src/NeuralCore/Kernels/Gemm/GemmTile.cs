using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The innermost part of the matrix product: a tile of 12 or 6 rows by two bundles whose running sums stay in registers. Both read a
/// packed panel of A (for each k the numbers of its rows) and one of B (for each k two bundles), begin with the tile at
/// <c>from</c>, and write the tile at <c>c</c>.
/// </summary>
/// <remarks>
/// Twelve rows need 24 sums, two bundles of B and one number of A: 27 of the 32 registers that processors with 512-bit bundles
/// have. Six rows need 15 of 16. The pointers are into packed scratch, or into C where the whole tile fits. Fully optimized from the
/// first call: left to tiered compilation the steady state is the same, but the first twenty products of 512 cubed took 320 ms, not 50.
/// </remarks>
internal static unsafe class GemmTile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows12<V>(nuint depth, Real* a, Real* b, Real* from, nuint fromStride, Real* c, nuint stride)
        where V : struct, ILanes<V>
    {
        nuint w = (nuint)V.Count;
        V l0 = V.Load(in from[0 * fromStride], 0), r0 = V.Load(in from[0 * fromStride], w);
        V l1 = V.Load(in from[1 * fromStride], 0), r1 = V.Load(in from[1 * fromStride], w);
        V l2 = V.Load(in from[2 * fromStride], 0), r2 = V.Load(in from[2 * fromStride], w);
        V l3 = V.Load(in from[3 * fromStride], 0), r3 = V.Load(in from[3 * fromStride], w);
        V l4 = V.Load(in from[4 * fromStride], 0), r4 = V.Load(in from[4 * fromStride], w);
        V l5 = V.Load(in from[5 * fromStride], 0), r5 = V.Load(in from[5 * fromStride], w);
        V l6 = V.Load(in from[6 * fromStride], 0), r6 = V.Load(in from[6 * fromStride], w);
        V l7 = V.Load(in from[7 * fromStride], 0), r7 = V.Load(in from[7 * fromStride], w);
        V l8 = V.Load(in from[8 * fromStride], 0), r8 = V.Load(in from[8 * fromStride], w);
        V l9 = V.Load(in from[9 * fromStride], 0), r9 = V.Load(in from[9 * fromStride], w);
        V l10 = V.Load(in from[10 * fromStride], 0), r10 = V.Load(in from[10 * fromStride], w);
        V l11 = V.Load(in from[11 * fromStride], 0), r11 = V.Load(in from[11 * fromStride], w);
        for (Real* end = a + (12 * depth); a < end; a += 12, b += 2 * w)
        {
            V left = V.Load(in *b, 0), right = V.Load(in *b, w), x;
            x = V.All(a[0]); l0 = V.FusedMultiplyAdd(x, left, l0); r0 = V.FusedMultiplyAdd(x, right, r0);
            x = V.All(a[1]); l1 = V.FusedMultiplyAdd(x, left, l1); r1 = V.FusedMultiplyAdd(x, right, r1);
            x = V.All(a[2]); l2 = V.FusedMultiplyAdd(x, left, l2); r2 = V.FusedMultiplyAdd(x, right, r2);
            x = V.All(a[3]); l3 = V.FusedMultiplyAdd(x, left, l3); r3 = V.FusedMultiplyAdd(x, right, r3);
            x = V.All(a[4]); l4 = V.FusedMultiplyAdd(x, left, l4); r4 = V.FusedMultiplyAdd(x, right, r4);
            x = V.All(a[5]); l5 = V.FusedMultiplyAdd(x, left, l5); r5 = V.FusedMultiplyAdd(x, right, r5);
            x = V.All(a[6]); l6 = V.FusedMultiplyAdd(x, left, l6); r6 = V.FusedMultiplyAdd(x, right, r6);
            x = V.All(a[7]); l7 = V.FusedMultiplyAdd(x, left, l7); r7 = V.FusedMultiplyAdd(x, right, r7);
            x = V.All(a[8]); l8 = V.FusedMultiplyAdd(x, left, l8); r8 = V.FusedMultiplyAdd(x, right, r8);
            x = V.All(a[9]); l9 = V.FusedMultiplyAdd(x, left, l9); r9 = V.FusedMultiplyAdd(x, right, r9);
            x = V.All(a[10]); l10 = V.FusedMultiplyAdd(x, left, l10); r10 = V.FusedMultiplyAdd(x, right, r10);
            x = V.All(a[11]); l11 = V.FusedMultiplyAdd(x, left, l11); r11 = V.FusedMultiplyAdd(x, right, r11);
        }

        V.Store(l0, ref c[0 * stride], 0); V.Store(r0, ref c[0 * stride], w);
        V.Store(l1, ref c[1 * stride], 0); V.Store(r1, ref c[1 * stride], w);
        V.Store(l2, ref c[2 * stride], 0); V.Store(r2, ref c[2 * stride], w);
        V.Store(l3, ref c[3 * stride], 0); V.Store(r3, ref c[3 * stride], w);
        V.Store(l4, ref c[4 * stride], 0); V.Store(r4, ref c[4 * stride], w);
        V.Store(l5, ref c[5 * stride], 0); V.Store(r5, ref c[5 * stride], w);
        V.Store(l6, ref c[6 * stride], 0); V.Store(r6, ref c[6 * stride], w);
        V.Store(l7, ref c[7 * stride], 0); V.Store(r7, ref c[7 * stride], w);
        V.Store(l8, ref c[8 * stride], 0); V.Store(r8, ref c[8 * stride], w);
        V.Store(l9, ref c[9 * stride], 0); V.Store(r9, ref c[9 * stride], w);
        V.Store(l10, ref c[10 * stride], 0); V.Store(r10, ref c[10 * stride], w);
        V.Store(l11, ref c[11 * stride], 0); V.Store(r11, ref c[11 * stride], w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows6<V>(nuint depth, Real* a, Real* b, Real* from, nuint fromStride, Real* c, nuint stride)
        where V : struct, ILanes<V>
    {
        nuint w = (nuint)V.Count;
        V l0 = V.Load(in from[0 * fromStride], 0), r0 = V.Load(in from[0 * fromStride], w);
        V l1 = V.Load(in from[1 * fromStride], 0), r1 = V.Load(in from[1 * fromStride], w);
        V l2 = V.Load(in from[2 * fromStride], 0), r2 = V.Load(in from[2 * fromStride], w);
        V l3 = V.Load(in from[3 * fromStride], 0), r3 = V.Load(in from[3 * fromStride], w);
        V l4 = V.Load(in from[4 * fromStride], 0), r4 = V.Load(in from[4 * fromStride], w);
        V l5 = V.Load(in from[5 * fromStride], 0), r5 = V.Load(in from[5 * fromStride], w);
        for (Real* end = a + (6 * depth); a < end; a += 6, b += 2 * w)
        {
            V left = V.Load(in *b, 0), right = V.Load(in *b, w), x;
            x = V.All(a[0]); l0 = V.FusedMultiplyAdd(x, left, l0); r0 = V.FusedMultiplyAdd(x, right, r0);
            x = V.All(a[1]); l1 = V.FusedMultiplyAdd(x, left, l1); r1 = V.FusedMultiplyAdd(x, right, r1);
            x = V.All(a[2]); l2 = V.FusedMultiplyAdd(x, left, l2); r2 = V.FusedMultiplyAdd(x, right, r2);
            x = V.All(a[3]); l3 = V.FusedMultiplyAdd(x, left, l3); r3 = V.FusedMultiplyAdd(x, right, r3);
            x = V.All(a[4]); l4 = V.FusedMultiplyAdd(x, left, l4); r4 = V.FusedMultiplyAdd(x, right, r4);
            x = V.All(a[5]); l5 = V.FusedMultiplyAdd(x, left, l5); r5 = V.FusedMultiplyAdd(x, right, r5);
        }

        V.Store(l0, ref c[0 * stride], 0); V.Store(r0, ref c[0 * stride], w);
        V.Store(l1, ref c[1 * stride], 0); V.Store(r1, ref c[1 * stride], w);
        V.Store(l2, ref c[2 * stride], 0); V.Store(r2, ref c[2 * stride], w);
        V.Store(l3, ref c[3 * stride], 0); V.Store(r3, ref c[3 * stride], w);
        V.Store(l4, ref c[4 * stride], 0); V.Store(r4, ref c[4 * stride], w);
        V.Store(l5, ref c[5 * stride], 0); V.Store(r5, ref c[5 * stride], w);
    }
}
