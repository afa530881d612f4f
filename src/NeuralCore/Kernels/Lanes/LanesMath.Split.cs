using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    // Just above e^(1/4) / 2. So |log m| is below a quarter where e is negative and |log(m 2^e)| above a quarter where e is 1: what is
    // lost in rounding log m is never more than half a last place of the result.
    private const float FractionStart = 0.64202f;

    // VGETMANT: fractions from [1, 2), not a number for what is below zero.
    private const byte FromOneToTwoOrNaN = 0b1000;

    /// <summary>
    /// x = fraction 2^exponent with a fraction from [0.64202, 1.28404). Where x is zero or infinite, so is the exponent (minus infinity
    /// for zero) beside a finite fraction; where x is NaN or below zero, one of the two is NaN.
    /// </summary>
    [MethodImpl(Inline)]
    private static (V Fraction, V Exponent) Split<V>(V x)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
        {
            Vector512<float> value = To512(x);
            return Halve(Of512<V>(Avx512F.GetMantissa(value, FromOneToTwoOrNaN)), Of512<V>(Avx512F.GetExponent(value)));
        }

        if (Avx512F.VL.IsSupported && typeof(V) == typeof(Lanes256))
        {
            Vector256<float> value = To256(x);
            return Halve(Of256<V>(Avx512F.VL.GetMantissa(value, FromOneToTwoOrNaN)), Of256<V>(Avx512F.VL.GetExponent(value)));
        }

        // Denormals are brought into the range of full precision and give the 24 back in the exponent.
        V small = V.Less(x, V.AllBits(0x00800000));
        V normal = V.Where(small, x * V.All(16777216f), x);
        V bits = V.And(V.SubtractBits(normal, V.All(FractionStart)), V.AllBits(ExponentBits));
        V exponent = V.AddBits(V.ShiftRight(bits, 23), V.All(Shifter)) - V.Where(small, V.All(Shifter + 24f), V.All(Shifter));
        exponent = V.Where(V.Less(x, V.All(float.PositiveInfinity)), exponent, x);
        V outside = V.Where(V.Equal(x, V.All(0f)), V.All(float.NegativeInfinity), V.All(float.NaN));
        return (V.SubtractBits(normal, bits), V.Where(V.LessOrEqual(x, V.All(0f)), outside, exponent));
    }

    [MethodImpl(Inline)]
    private static (V Fraction, V Exponent) Halve<V>(V fraction, V exponent)
        where V : struct, ILanes<V>
    {
        V large = V.GreaterOrEqual(fraction, V.All(2f * FractionStart));
        return (V.Where(large, fraction * V.All(0.5f), fraction), V.Where(large, exponent + V.All(1f), exponent));
    }
}
