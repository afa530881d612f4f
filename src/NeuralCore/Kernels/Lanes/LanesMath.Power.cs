using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    private const float LogA = 2.88539004f;
    private const float LogALow = 3.85192607e-8f;
    private const float LogB = 0.961796701f;

    /// <summary>
    /// x^y as C and IEEE 754 have it: 1 for x = 1 or y = 0, whatever the other; a negative x gives a number only for a whole y, negative for
    /// an odd one. The largest error seen in 10^8 pairs, a quarter of them with x near 1 and y in the hundreds, is 1.13 ULP.
    /// </summary>
    [MethodImpl(Inline)]
    public static V Pow<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        // Finite exponents only, so that log 1 = 0 times an infinite one is 0.
        V finite = AtLeast(-float.MaxValue, AtMost(float.MaxValue, y));
        (V high, V low) = Log2(V.Abs(x));
        V exponent = finite * high;
        V rest = V.FusedMultiplyAdd(finite, low, V.FusedMultiplyAdd(finite, high, -exponent));

        // From 200 on the result is infinity or zero, and the rest may not be a number.
        rest = V.And(V.Less(V.Abs(exponent), V.All(200f)), rest);
        exponent = AtLeast(-160f, AtMost(160f, exponent));
        V n = (exponent + V.All(Shifter)) - V.All(Shifter);
        V size = TimesPowerOfTwo(PowerOfRest((exponent - n) + rest), n);

        // A whole y is odd where half of it is not whole. A denormal y halves inexactly, but is not whole itself.
        V half = y * V.All(0.5f);
        V whole = V.Equal(V.Round(y), y);
        V even = V.Equal(V.Round(half), half);
        V negative = V.And(V.And(whole, x), V.AllBits(SignBit));
        V result = V.Or(size, V.Where(even, V.All(0f), negative));
        V undefined = V.And(V.Less(x, V.All(0f)), V.Greater(x, V.All(float.NegativeInfinity)));
        result = V.Where(undefined, V.Where(whole, result, V.All(float.NaN)), result);
        return V.Where(V.Or(V.Equal(x, V.All(1f)), V.Equal(y, V.All(0f))), V.All(1f), result);
    }

    /// <summary>log2 of x, not negative, as a sum of two numbers good to about 33 bits; infinite in the first for zero and infinity.</summary>
    [MethodImpl(Inline)]
    private static (V High, V Low) Log2<V>(V x)
        where V : struct, ILanes<V>
    {
        // log2 m = 2 / log 2 artanh w with w = (m - 1) / (m + 1), |w| below 0.219, to which the division is carried in two words.
        (V m, V e) = Split(x);
        V a = m - V.All(1f);
        V d = m + V.All(1f);
        V reciprocal = V.All(1f) / d;
        V w = a * reciprocal;
        V wLow = V.FusedMultiplyAdd(-w, (V.All(1f) - d) + m, V.FusedMultiplyAdd(-w, d, a)) * reciprocal;
        V s = w * w;
        V sLow = V.FusedMultiplyAdd(w + w, wLow, V.FusedMultiplyAdd(w, w, -s));

        // artanh w / w 2 / log 2 = A + B s + s^2 P(s) with s = w^2, on [0, 0.048]: relative error 2^-38. B s is still large enough to
        // be taken in two words.
        V p = V.All(0.313701063f);
        p = V.FusedMultiplyAdd(p, s, V.All(0.316782564f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.412320226f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.577076375f));
        V main = V.FusedMultiplyAdd(V.All(LogB), s, V.All(LogA));
        V mainLow = V.FusedMultiplyAdd(V.All(LogB), s, V.All(LogA) - main) + V.FusedMultiplyAdd(V.All(LogB), sLow, V.All(LogALow));
        V tail = s * (s * p);
        V factor = main + tail;
        V factorLow = ((main - factor) + tail) + mainLow;

        V first = w * factor;
        V more = V.FusedMultiplyAdd(w, factor, -first) + V.FusedMultiplyAdd(w, factorLow, wLow * factor);
        V high = e + first;
        return (high, ((e - high) + first) + more);
    }

    /// <summary>2^r as 1 + r P(r), on [-0.5003, 0.5003]: relative error 2^-28.3.</summary>
    [MethodImpl(Inline)]
    private static V PowerOfRest<V>(V r)
        where V : struct, ILanes<V>
    {
        V p = V.All(0.00015328599f);
        p = V.FusedMultiplyAdd(p, r, V.All(0.00133909879f));
        p = V.FusedMultiplyAdd(p, r, V.All(0.00961850118f));
        p = V.FusedMultiplyAdd(p, r, V.All(0.0555035956f));
        p = V.FusedMultiplyAdd(p, r, V.All(0.240226477f));
        p = V.FusedMultiplyAdd(p, r, V.All(0.693147182f));
        return V.FusedMultiplyAdd(p, r, V.All(1f));
    }
}
