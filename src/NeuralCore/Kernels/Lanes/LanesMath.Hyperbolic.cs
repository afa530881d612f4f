using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>The hyperbolic tangent. Error at most 0.90 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Tanh<V>(V x)
        where V : struct, ILanes<V>
    {
        // tanh x = x + x P(x^2 - 0.53125) on [0, 1.046875]: relative error 2^-30. The shift halves the argument, and with it the errors
        // that the steps of the polynomial hand on.
        V s = V.FusedMultiplyAdd(x, x, V.All(-0.53125f));
        V p = V.All(9.9704419e-05f);
        p = V.FusedMultiplyAdd(p, s, V.All(-0.000329463917f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.000921240775f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.00274563534f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.00824848749f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.0247438811f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.07435406f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.227046251f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.146111399f));
        V near = V.FusedMultiplyAdd(x, p, x);

        // tanh |x| = 1 - 2 / (1 + e^(2 |x|)) further out, where a plain exponential is precise enough: its error shrinks to a fifth.
        // The bound is just past e^(2 |x|) = 8, where the quotient takes a step down in error. From 9.02 on the result rounds to 1.
        V size = V.Abs(x);
        V z = AtMost(10f, size);
        z += z;
        V shifted = V.FusedMultiplyAdd(z, V.All(Log2E), V.All(Shifter));
        V r = V.FusedMultiplyAdd(shifted - V.All(Shifter), V.All(-Ln2High), z);
        V e = V.AddBits(ExpOfRest(r), V.ShiftLeft(shifted, 23));
        V far = V.All(1f) - (V.All(2f) / (e + V.All(1f)));
        return V.Or(V.Where(V.Greater(size, V.All(1.046875f)), far, near), V.And(x, V.AllBits(SignBit)));
    }

    /// <summary>The logistic function 1 / (1 + e^-x). Error at most 0.91 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Sigmoid<V>(V x)
        where V : struct, ILanes<V> => new HeldSigmoid<V>(V.All(0f)).Of(x);

    /// <summary>log(1 + e^x). Error at most 0.77 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Softplus<V>(V x)
        where V : struct, ILanes<V>
    {
        // With t = e^-|x| it is max(x, 0) + log(1 + t), and log(1 + t) = 2 artanh w with w = t / (2 + t), at most a third.
        // The power of two of t is kept out of the quotient, so that nothing is lost where the result is denormal.
        V size = AtMost(104f, V.Abs(x));
        (V shifted, V high, V low) = Reduce(-size, V.All(0f));
        (V t, V tLow) = OnePlus(high, low);

        V n = shifted - V.All(BiasedShifter);
        V power = V.ShiftLeft(AtLeast(BiasedShifter - 126f, shifted), 23);
        V d = V.FusedMultiplyAdd(power, t, V.All(2f));
        V dLow = V.FusedMultiplyAdd(power, tLow, V.FusedMultiplyAdd(power, t, V.All(2f) - d));
        V reciprocal = V.All(1f) / d;
        V w = t * reciprocal;
        V wLow = V.FusedMultiplyAdd(-w, dLow, V.FusedMultiplyAdd(-w, d, t) + tLow) * reciprocal;

        // 2 artanh w = 2 w + w^3 P(w^2) on [0, 1/3]: relative error 2^-33.
        V s = (w * power) * (w * power);
        V p = V.All(0.242452711f);
        p = V.FusedMultiplyAdd(p, s, V.All(0.214438841f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.286152124f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.399989486f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.666666746f));
        V more = V.FusedMultiplyAdd(w * s, p, wLow + wLow);
        V log = w + w;

        V positive = V.Greater(x, V.All(0f));
        V added = power * log;
        V sum = x + added;
        V back = sum - x;
        V error = (x - (sum - back)) + (added - back);
        V large = sum + V.FusedMultiplyAdd(power, more, error);
        large = V.Where(V.Less(x, V.All(float.PositiveInfinity)), large, x);
        return V.Where(positive, large, TimesPowerOfTwo(log + more, n));
    }

    /// <summary>1 + high + low, for |high| below 1, as a rounded sum and what the rounding left.</summary>
    [MethodImpl(Inline)]
    private static (V High, V Low) OnePlus<V>(V high, V low)
        where V : struct, ILanes<V>
    {
        V sum = V.All(1f) + high;
        return (sum, ((V.All(1f) - sum) + high) + low);
    }
}
