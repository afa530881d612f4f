using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. Error at most 0.97 ULP.</summary>
    [MethodImpl(Inline)]
    public static V Erf<V>(V x)
        where V : struct, ILanes<V>
    {
        // erf x = x + x P(x^2 - 0.84375) on [0, 1.21875]: relative error 2^-30. The shift halves the argument, and with it the errors
        // that the steps of the polynomial hand on.
        V s = V.FusedMultiplyAdd(x, x, V.All(-0.84375f));
        V p = V.All(-7.79929996e-06f);
        p = V.FusedMultiplyAdd(p, s, V.All(5.89310184e-05f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.000420901371f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.00264165876f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.0141025279f));
        p = V.FusedMultiplyAdd(p, s, V.All(0.0628097281f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.232430875f));
        p = V.FusedMultiplyAdd(p, s, V.All(-0.122463062f));
        V near = V.FusedMultiplyAdd(x, p, x);

        // erf |x| = 1 - 2 Q(|x| - 1.25)^4 on [1.21875, 3.93], beyond which it rounds to 1: error 2^-26.8. The fourth root bends less than
        // 1 - erf itself, which takes degree 13. The bound is where P passes a quarter in size, from where on its rounding costs twice
        // as much; the factor 2 keeps Q below a half, for the same reason.
        V size = V.Abs(x);
        V a = AtMost(3.93f, size) - V.All(1.25f);
        V q = V.All(-0.000172833024f);
        q = V.FusedMultiplyAdd(q, a, V.All(0.00151065562f));
        q = V.FusedMultiplyAdd(q, a, V.All(-0.00344403437f));
        q = V.FusedMultiplyAdd(q, a, V.All(-0.00754053006f));
        q = V.FusedMultiplyAdd(q, a, V.All(0.0369654186f));
        q = V.FusedMultiplyAdd(q, a, V.All(0.0338567458f));
        q = V.FusedMultiplyAdd(q, a, V.All(-0.339830399f));
        q = V.FusedMultiplyAdd(q, a, V.All(0.443104237f));
        q *= q;
        V far = V.FusedMultiplyAdd(-(q + q), q, V.All(1f));
        return V.Or(V.Where(V.Greater(size, V.All(1.21875f)), far, near), V.And(x, V.AllBits(SignBit)));
    }

    /// <summary>The density of the normal distribution, e^(-x^2 / 2) / sqrt(2 pi). Error at most 0.80 ULP.</summary>
    [MethodImpl(Inline)]
    public static V NormalDensity<V>(V x)
        where V : struct, ILanes<V>
    {
        // From 14.5 on it is zero. The square is taken with the error of its rounding, which the exponential would magnify.
        V size = AtMost(14.5f, V.Abs(x));
        V half = size * V.All(-0.5f);
        V square = half * size;
        (V shifted, V high, V low) = Reduce(square, V.FusedMultiplyAdd(half, size, -square));
        (V t, V tLow) = OnePlus(high, low);

        V density = t * V.All(DensityAtZero);
        V rest = V.FusedMultiplyAdd(t, V.All(DensityAtZero), -density);
        rest = V.FusedMultiplyAdd(tLow, V.All(DensityAtZero), V.FusedMultiplyAdd(t, V.All(DensityAtZeroLow), rest));
        return TimesPowerOfTwo(density + rest, shifted - V.All(BiasedShifter));
    }

    private const float DensityAtZero = 0.398942292f;
    private const float DensityAtZeroLow = -1.13351701e-8f;
}
