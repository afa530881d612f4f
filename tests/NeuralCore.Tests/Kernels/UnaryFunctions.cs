using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore.Tests.Kernels;

/// <summary>A function of <see cref="LanesMath"/> beside an independent value of it in double precision.</summary>
internal interface IUnaryFunction
{
    static abstract V At<V>(V x)
        where V : struct, ILanes<V>;

    static abstract double Exact(double x);
}

internal struct ExpFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Exp(x);

    public static double Exact(double x) => Math.Exp(x);
}

internal struct ExpMinus1Function : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.ExpMinus1(x);

    // Below a half the Taylor series, whose terms fall by at least two to one.
    public static double Exact(double x)
    {
        if (!(Math.Abs(x) < 0.5))
            return Math.Exp(x) - 1;
        double sum = 0;
        for (int n = 17; n >= 1; n--)
            sum = (1 + sum) * x / n;
        return sum;
    }
}

internal struct LogFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Log(x);

    public static double Exact(double x) => Math.Log(x);
}

internal struct Log1PlusFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Log1Plus(x);

    // Below a half 2 artanh(x / (2 + x)), by its series.
    public static double Exact(double x)
    {
        if (!(Math.Abs(x) < 0.5))
            return Math.Log(1 + x);
        double w = x / (2 + x);
        double sum = 0;
        for (int k = 35; k >= 1; k -= 2)
            sum = (sum * w * w) + (1.0 / k);
        return 2 * w * sum;
    }
}

internal struct TanhFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Tanh(x);

    public static double Exact(double x) => Math.Tanh(x);
}

internal struct SigmoidFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Sigmoid(x);

    public static double Exact(double x) => 1 / (1 + Math.Exp(-x));
}

internal struct SoftplusFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Softplus(x);

    public static double Exact(double x) => x > 30 ? x : Log1PlusFunction.Exact(Math.Exp(x));
}

internal struct ErfFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Erf(x);

    // The Taylor series up to 2, where its largest term is 8; then the continued fraction of erfc.
    public static double Exact(double x)
    {
        double size = Math.Abs(x);
        if (size < 2)
        {
            double term = x;
            double sum = x;
            for (int n = 1; Math.Abs(term) > 1e-18 * size; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return sum * 2 / Math.Sqrt(Math.PI);
        }

        if (!(size < 6))
            return double.IsNaN(x) ? x : Math.Sign(x);
        double rest = 0;
        for (int k = 80; k >= 1; k--)
            rest = k * 0.5 / (size + rest);
        return Math.CopySign(1 - (Math.Exp(-size * size) / Math.Sqrt(Math.PI) / (size + rest)), x);
    }
}

internal struct NormalDensityFunction : IUnaryFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x)
        where V : struct, ILanes<V> => LanesMath.NormalDensity(x);

    public static double Exact(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(Math.Tau);
}
