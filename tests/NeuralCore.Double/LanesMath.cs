using System.Runtime.InteropServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The transcendental functions of the double build, lane by lane from <see cref="Math"/>: gradient checks need full double
/// precision, not speed. What <see cref="Math"/> lacks is made here without cancellation.
/// </summary>
internal static class LanesMath
{
    public static V Exp<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, Math.Exp);

    public static V ExpOfNegative<V>(V x)
        where V : struct, ILanes<V> => Exp(x);

    internal readonly struct HeldExponential<V>(V zeros) : IHeldMap<V>
        where V : struct, ILanes<V>
    {
        public V Of(V x) => Exp(x + zeros);

        public V OfNegative(V x) => Of(x);
    }

    internal readonly struct HeldSigmoid<V>(V zeros) : IHeldMap<V>
        where V : struct, ILanes<V>
    {
        public V Of(V x) => Sigmoid(x + zeros);
    }

    public static V ExpMinus1<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, ExpMinus1);

    public static V Log<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, Math.Log);

    public static V Log1Plus<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, Log1Plus);

    public static V Tanh<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, Math.Tanh);

    public static V Sigmoid<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, Sigmoid);

    public static V Softplus<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, static x => Math.Max(x, 0) + Log1Plus(Math.Exp(-Math.Abs(x))));

    public static V Erf<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, Erf);

    public static V NormalDensity<V>(V x)
        where V : struct, ILanes<V> => EachLane(x, static x => Math.Exp(-0.5 * x * x) / Math.Sqrt(Math.Tau));

    public static V Pow<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        Span<double> bases = stackalloc double[V.Count];
        Span<double> exponents = stackalloc double[V.Count];
        V.Store(x, ref MemoryMarshal.GetReference(bases), 0);
        V.Store(y, ref MemoryMarshal.GetReference(exponents), 0);
        for (int i = 0; i < bases.Length; i++)
            bases[i] = Math.Pow(bases[i], exponents[i]);
        return V.Load(in MemoryMarshal.GetReference(bases), 0);
    }

    private static V EachLane<V>(V x, Func<double, double> function)
        where V : struct, ILanes<V>
    {
        Span<double> lanes = stackalloc double[V.Count];
        V.Store(x, ref MemoryMarshal.GetReference(lanes), 0);
        for (int i = 0; i < lanes.Length; i++)
            lanes[i] = function(lanes[i]);
        return V.Load(in MemoryMarshal.GetReference(lanes), 0);
    }

    private static double Sigmoid(double x)
    {
        double t = Math.Exp(-Math.Abs(x));
        return (x < 0 ? t : 1) / (1 + t);
    }

    // The rounding of e^x is undone by the logarithm of the same rounded number (Kahan). Away from zero nothing cancels.
    private static double ExpMinus1(double x)
    {
        double power = Math.Exp(x);
        if (Math.Abs(x) > 1)
            return power - 1;
        return power == 1 ? x : (power - 1) * x / Math.Log(power);
    }

    private static double Log1Plus(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(sum) * x / (sum - 1);
    }

    private static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (!(size < 6))
            return double.IsNaN(x) ? x : Math.Sign(x);
        return size < 2.5 ? ErfBySeries(x) : Math.CopySign(1 - ErfcByFraction(size), x);
    }

    // 2 / sqrt(pi) e^(-x^2) times the sum of 2^n x^(2 n + 1) / (1 3 5 ... (2 n + 1)) (Abramowitz and Stegun 7.1.6): all terms have one sign.
    private static double ErfBySeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // e^(-x^2) / sqrt(pi) / (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...)))) (Abramowitz and Stegun 7.1.14), from the inside out.
    private static double ErfcByFraction(double x)
    {
        double rest = 0;
        for (int k = 60; k >= 1; k--)
            rest = 0.5 * k / (x + rest);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + rest);
    }
}
