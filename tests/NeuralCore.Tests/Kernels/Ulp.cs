namespace NeuralCore.Tests.Kernels;

/// <summary>Errors of single-precision results in units of the last place of the exact value.</summary>
internal static class Ulp
{
    /// <summary>
    /// How far off the result is. Below the normal numbers the unit stays 2^-149. Infinity counts as exact where single precision
    /// rounds to it; NaN, infinity or the sign of an exact zero in the wrong place counts as infinitely wrong.
    /// </summary>
    public static double Error(float result, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(result))
            return double.IsNaN(exact) && float.IsNaN(result) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity(result) || double.IsInfinity(exact))
            return result == (float)exact ? 0 : double.PositiveInfinity;
        if (exact == 0)
            return result == 0 && float.IsNegative(result) == double.IsNegative(exact) ? 0 : double.PositiveInfinity;
        return Math.Abs(result - exact) / Unit(exact);
    }

    private static double Unit(double exact) => Math.ScaleB(1, Math.Clamp(Math.ILogB(exact), -126, 127) - 23);
}
