using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

/// <summary>
/// A fused multiply-add for processors that have none. The runtime would call the C library for each number, which costs some
/// forty times as much; this stays in vector registers.
/// </summary>
/// <remarks>
/// In double precision the product of two singles is exact, so only the sum s = p + c is rounded, with the error e that the
/// two-sum formula gives exactly. Rounding s a second time, to single, goes wrong only where s sits on a tie; forcing the last
/// bit of s odd whenever e is not zero (round to odd; Boldo and Melquiond, 2008) removes exactly those cases.
/// </remarks>
internal static class SoftwareFma
{
    public static bool IsNeeded
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Fma.IsSupported && !AdvSimd.IsSupported;
    }

#if REAL_IS_DOUBLE
    public static Vector128<double> Compute(Vector128<double> a, Vector128<double> b, Vector128<double> c) => Vector128.FusedMultiplyAdd(a, b, c);

    public static double Compute(double a, double b, double c) => double.FusedMultiplyAdd(a, b, c);
#else
    public static Vector128<float> Compute(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.Narrow(
        SumToOdd(Vector128.WidenLower(a) * Vector128.WidenLower(b), Vector128.WidenLower(c)),
        SumToOdd(Vector128.WidenUpper(a) * Vector128.WidenUpper(b), Vector128.WidenUpper(c)));

    public static float Compute(float a, float b, float c) =>
        (float)SumToOdd(Vector128.CreateScalar((double)a) * Vector128.CreateScalar((double)b), Vector128.CreateScalar((double)c)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> SumToOdd(Vector128<double> product, Vector128<double> addend)
    {
        Vector128<double> sum = product + addend;
        Vector128<double> rest = sum - product;
        Vector128<double> error = (product - (sum - rest)) + (addend - rest);

        // One unit toward the error: up in magnitude when the signs agree, down when they differ. Where the error is zero, or
        // not a number because the sum overflowed, the sum stays as it is.
        Vector128<long> bits = sum.AsInt64();
        Vector128<long> inexact = Vector128.GreaterThan(Vector128.Abs(error), Vector128<double>.Zero).AsInt64();
        Vector128<long> even = Vector128.Equals(bits & Vector128<long>.One, Vector128<long>.Zero);
        Vector128<long> step = Vector128<long>.One | ((bits ^ error.AsInt64()) >> 63);
        return (bits + (step & inexact & even)).AsDouble();
    }
#endif
}
