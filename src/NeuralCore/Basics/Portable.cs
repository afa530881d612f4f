namespace NeuralCore;

/// <summary>
/// Functions from arithmetic alone, because the bits of a library's functions differ between machines. For settings and tables; kernels have
/// their own.
/// </summary>
internal static class Portable
{
    /// <summary>e^x for x up to 0, to some hundred units of the last place.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        int halvings = 0;
        for (; x < -0.0625; x /= 2)
            halvings++;
        double term = 1;
        double sum = 1;
        for (int k = 1; k <= 10; k++)
        {
            term *= x / k;
            sum += term;
        }

        for (; halvings > 0; halvings--)
            sum *= sum;
        return sum;
    }

    /// <summary>The sine and cosine of x from 0 to 1, by their series.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        double sin = 0;
        double cos = 0;
        double term = 1;
        for (int k = 0; k < 20; k += 2)
        {
            double next = term * x / (k + 1);
            cos += term;
            sin += next;
            term = -next * x / (k + 2);
        }

        return (sin, cos);
    }
}
