using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The transcendental functions for bundles of single precision, from exact and correctly rounded operations alone, so the bits
/// are the same at every width and on every machine (NaN excepted: one is as good as another). The errors stated are the largest
/// over all 2^32 inputs, in units of the last place of the exact value (ULP).
/// </summary>
/// <remarks>
/// There are no branches: special values flow through the arithmetic or are put right by a selection. The polynomials are minimax
/// fits of ours, their coefficients rounded to single one after another with the rest fitted anew; the errors given count that rounding.
/// </remarks>
internal static partial class LanesMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private const int SignBit = int.MinValue;
    private const int ExponentBits = unchecked((int)0xFF800000);

    // Adding 1.5 2^23 rounds to a whole number and leaves it in the low bits; 127 more, and a shift by 23 makes those bits 2^n.
    private const float Shifter = 12582912f;
    private const float BiasedShifter = Shifter + 127f;

    // High holds log 2 in 21 bits, so that x - n High is exact wherever n is the nearest whole number to x / log 2.
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465430e-9f;
    private const float Log2E = 1.44269504f;

    // e^r as 1 + r + r^2 P(r).
    private const float ExpP6 = 0.00138206105f;
    private const float ExpP5 = 0.00836867467f;
    private const float ExpP4 = 0.0416682661f;
    private const float ExpP3 = 0.166665211f;
    private const float ExpP2 = 0.49999994f;

    /// <summary>e^x. Error at most 0.90 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Exp<V>(V x)
        where V : struct, ILanes<V> => ExpOfNegative(AtMost(89f, x));

    /// <summary>
    /// e^x for x up to 0, or 89: what a softmax takes of the distances from its largest number. The bits are those of <see cref="Exp"/>, which
    /// takes a quarter longer.
    /// </summary>
    [MethodImpl(Inline)]
    public static V ExpOfNegative<V>(V x)
        where V : struct, ILanes<V>
    {
        // Past these bounds, 89 and -104, the result is infinity and zero all the same.
        x = AtLeast(-104f, x);
        V n = V.FusedMultiplyAdd(x, V.All(Log2E), V.All(Shifter)) - V.All(Shifter);
        V r = V.FusedMultiplyAdd(n, V.All(-Ln2Low), V.FusedMultiplyAdd(n, V.All(-Ln2High), x));
        return TimesPowerOfTwo(ExpOfRest(r), n);
    }

    /// <summary>e^x - 1, without cancellation near zero. Error at most 0.90 ULP.</summary>
    [MethodImpl(Inline)]
    public static V ExpMinus1<V>(V x)
        where V : struct, ILanes<V>
    {
        (V shifted, V high, V low) = Reduce(AtLeast(-18f, AtMost(89f, x)), V.All(0f));

        // 2^n (1 + q) - 1 = 2^n ((1 - 2^-n) + q). The power is built as 2^(2 - n), which is a number for n = 128 too. The first
        // term is zero or the larger one in size, so the errors of both sums come out exact.
        V power = V.SubtractBits(V.AllBits((127 + 129) << 23), V.ShiftLeft(shifted, 23));
        V one = V.FusedMultiplyAdd(power, V.All(-0.25f), V.All(1f));
        V sum = one + high;
        V rest = ((one - sum) + high) + (V.FusedMultiplyAdd(power, V.All(-0.25f), V.All(1f) - one) + low);
        V result = TimesPowerOfTwo(sum + rest, shifted - V.All(BiasedShifter));
        return V.Or(result, V.And(x, V.AllBits(SignBit)));
    }

    /// <summary>e^r as 1 + r + r^2 P(r), on [-0.3468, 0.3468]: relative error 2^-28.2.</summary>
    [MethodImpl(Inline)]
    private static V ExpOfRest<V>(V r)
        where V : struct, ILanes<V>
    {
        V p = V.All(ExpP6);
        p = V.FusedMultiplyAdd(p, r, V.All(ExpP5));
        p = V.FusedMultiplyAdd(p, r, V.All(ExpP4));
        p = V.FusedMultiplyAdd(p, r, V.All(ExpP3));
        p = V.FusedMultiplyAdd(p, r, V.All(ExpP2));
        p = V.FusedMultiplyAdd(p, r, V.All(1f));
        return V.FusedMultiplyAdd(p, r, V.All(1f));
    }

    /// <summary>
    /// Writes e^(z + tail) as 2^n (1 + high + low) with |high| below 0.42, for |z| up to 126; low carries high to about 30 bits, also
    /// relative to e^z - 1. Returns n plus <see cref="BiasedShifter"/>, whose bits shifted left by 23 are 2^n.
    /// </summary>
    [MethodImpl(Inline)]
    private static (V Shifted, V High, V Low) Reduce<V>(V z, V tail)
        where V : struct, ILanes<V>
    {
        V shifted = V.FusedMultiplyAdd(z, V.All(Log2E), V.All(BiasedShifter));
        V n = shifted - V.All(BiasedShifter);
        V r = V.FusedMultiplyAdd(n, V.All(-Ln2High), z);
        tail = V.FusedMultiplyAdd(n, V.All(-Ln2Low), tail);
        V near = r + tail;

        // e^r - 1 = r + r^2 P(r) on [-0.3468, 0.3468]: error below 0.01 ULP of 2^n (1 + q) - 1, for which it was fitted.
        V p = V.All(0.00019717167f);
        p = V.FusedMultiplyAdd(p, near, V.All(0.00139330793f));
        p = V.FusedMultiplyAdd(p, near, V.All(0.0083335964f));
        p = V.FusedMultiplyAdd(p, near, V.All(0.0416664854f));
        p = V.FusedMultiplyAdd(p, near, V.All(0.166666657f));
        p = V.FusedMultiplyAdd(p, near, V.All(0.5f));
        V more = V.FusedMultiplyAdd(near * near, p, tail);
        V high = r + more;
        return (shifted, high, (r - high) + more);
    }
}
