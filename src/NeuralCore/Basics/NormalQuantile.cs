namespace NeuralCore;

/// <summary>
/// The inverse of the normal distribution function, from arithmetic alone, so that random normal numbers are the same on every machine.
/// </summary>
/// <remarks>
/// Algorithm AS 241, PPND7 (Wichura, Applied Statistics 37, 1988): accurate to about one part in 10^7.
/// One uniform number gives one normal number, which keeps every number addressable.
/// </remarks>
internal static class NormalQuantile
{
    private const double Ln2 = 0.693147180559945309;

    public static double At(double probability)
    {
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double s = 0.180625 - (q * q);
            return q * ((((((59.109374720 * s) + 159.29113202) * s) + 50.434271938) * s) + 3.3871327179)
                / ((((((67.187563600 * s) + 78.757757664) * s) + 17.895169469) * s) + 1.0);
        }

        double r = Math.Sqrt(-Log(q < 0 ? probability : 1.0 - probability));
        double value = r <= 5.0 ? Middle(r - 1.6) : Tail(r - 5.0);
        return q < 0 ? -value : value;
    }

    private static double Middle(double r) =>
        ((((((0.17023821103 * r) + 1.3067284816) * r) + 2.7568153900) * r) + 1.4234372777) / ((((0.12021132975 * r) + 0.73700164250) * r) + 1.0);

    private static double Tail(double r) =>
        ((((((0.017337203997 * r) + 0.42868294337) * r) + 3.0812263860) * r) + 6.6579051150) / ((((0.012258202635 * r) + 0.24197894225) * r) + 1.0);

    // log(m 2^e) = e log 2 + 2 artanh((m - 1) / (m + 1)); with m in [0.7, 1.42] nine terms of the series leave an error below 10^-14.
    private static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double m = Math.ScaleB(x, -exponent);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int k = 17; k >= 1; k -= 2)
            sum = (sum * square) + (1.0 / k);
        return (exponent * Ln2) + (2 * s * sum);
    }
}
