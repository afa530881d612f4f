using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>The natural logarithm of x; NaN below zero, minus infinity at either zero. Error at most 0.93 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Log<V>(V x)
        where V : struct, ILanes<V>
    {
        (V fraction, V e) = Split(x);
        V f = fraction - V.All(1f);
        return V.FusedMultiplyAdd(e, V.All(Ln2High), V.FusedMultiplyAdd(f * LogTail(f), f, f));
    }

    /// <summary>log(1 + x), accurate near zero too; NaN below -1, minus infinity at -1. Error at most 0.96 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Log1Plus<V>(V x)
        where V : struct, ILanes<V>
    {
        // With 1 + x about m 2^e, f = x 2^-e + (2^-e - 1) needs no correction for the rounding of 1 + x. Scaling x by its exponent
        // bits is exact: where e is not 0, x is normal. The power is built as 2^(2 - e), which is a number for e = 128 too.
        V exponent = V.And(V.SubtractBits(V.All(1f) + x, V.All(FractionStart)), V.AllBits(ExponentBits));
        V e = V.AddBits(V.ShiftRight(exponent, 23), V.All(Shifter)) - V.All(Shifter);
        V power = V.SubtractBits(V.All(4f), exponent);
        V scaled = V.SubtractBits(x, exponent);
        V gap = V.FusedMultiplyAdd(power, V.All(0.25f), V.All(-1f));
        V f = scaled + gap;

        // f is rounded where it matters only for x from 0.284 to 0.5, where the slope 1 / (1 + f) goes from 1.56 to 1.33.
        V fLow = (gap - f) + scaled;
        V sum = V.FusedMultiplyAdd(e, V.All(Ln2High), f);
        V sumLow = V.FusedMultiplyAdd(e, V.All(Ln2High), -sum) + f;
        V result = sum + V.FusedMultiplyAdd(f * LogTail(f), f, V.FusedMultiplyAdd(fLow, V.All(1.5f), sumLow));

        result = V.Where(V.Less(x, V.All(float.PositiveInfinity)), result, x);
        V outside = V.Where(V.Equal(x, V.All(-1f)), V.All(float.NegativeInfinity), V.All(float.NaN));
        result = V.Where(V.LessOrEqual(x, V.All(-1f)), outside, result);
        return V.Where(V.Equal(x, V.All(0f)), x, result);
    }

    /// <summary>P in log(1 + f) = f + f^2 P(f), on [-0.3582, 0.2842]: relative error 2^-27.8.</summary>
    /// <remarks>That of log 2 in single precision is 2^-28.4, so the callers need no second word for it.</remarks>
    [MethodImpl(Inline)]
    private static V LogTail<V>(V f)
        where V : struct, ILanes<V>
    {
        V p = V.All(-0.183996752f);
        p = V.FusedMultiplyAdd(p, f, V.All(0.129156321f));
        p = V.FusedMultiplyAdd(p, f, V.All(-0.111322589f));
        p = V.FusedMultiplyAdd(p, f, V.All(0.141714618f));
        p = V.FusedMultiplyAdd(p, f, V.All(-0.167480826f));
        p = V.FusedMultiplyAdd(p, f, V.All(0.200027466f));
        p = V.FusedMultiplyAdd(p, f, V.All(-0.249981537f));
        p = V.FusedMultiplyAdd(p, f, V.All(0.333333164f));
        return V.FusedMultiplyAdd(p, f, V.All(-0.500000119f));
    }
}
