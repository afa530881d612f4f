using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;
using Xunit.Abstractions;

namespace NeuralCore.Tests.Kernels;

/// <summary>x^y: special values as in C, and the error over pairs whose powers fill the range of single precision.</summary>
public sealed class LanesMathPowTests(ITestOutputHelper output)
{
    private static readonly float[] specials =
    [
        0f, 1f, 2f, 0.5f, 3f, 1.5f, float.Epsilon, 1e-30f, float.MaxValue, float.PositiveInfinity,
        16777215f, 16777216f, 33554432f, 8388609f, 8388607.5f,
        0.99999994f, 1.00000012f, float.NaN,
    ];

    [Fact]
    public void Special_values_are_those_of_C()
    {
        foreach (float x in Signed())
        {
            foreach (float y in Signed())
            {
                double exact = Math.Pow(x, y);
                float result = Pow(x, y);
                double rounded = RoundsToZero(exact) ? Math.CopySign(0, exact) : exact;
                Ulp.Error(result, rounded).Should().BeLessThan(1.1, "{0:R}^{1:R} is {2:R}, not {3:R}", x, y, exact, result);
            }
        }
    }

    [Fact]
    public void Error_is_little_more_than_one_ULP()
    {
        Rng random = new(3);
        double worst = 0;
        for (int i = 0; i < 1_000_000; i++)
        {
            // Half of the bases from near 1, where the exponent is large and magnifies the error of the logarithm most.
            float x = i % 2 == 0 ? BitConverter.UInt32BitsToSingle(random.NextBits() >> 1) : 0.5f + (1.5f * random.NextUniform());
            float y = (float)(((300 * random.NextUniform()) - 150) / Math.Log2(x));
            double error = float.IsNaN(y) ? 0 : Ulp.Error(Pow(x, y), Math.Pow(x, y));
            worst = Math.Max(worst, error);
        }

        output.WriteLine(FormattableString.Invariant($"Pow: {worst:F4} ULP"));
        worst.Should().BeLessThan(1.1);
    }

    private static IEnumerable<float> Signed() => specials.Concat(specials.Select(static value => -value));

    private static bool RoundsToZero(double exact) => Math.Abs(exact) <= 0.5 * float.Epsilon;

    private static float Pow(float x, float y)
    {
        float result = 0;
        Lanes1.Store(LanesMath.Pow(Lanes1.All(x), Lanes1.All(y)), ref result, 0);
        return result;
    }
}
