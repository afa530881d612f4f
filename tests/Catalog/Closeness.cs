using FluentAssertions;

namespace NeuralCore.Catalog;

/// <summary>How near a result must be to what PyTorch computed in double precision.</summary>
internal static class Closeness
{
    /// <summary>A few roundings of this build's precision.</summary>
    public static double Tolerance => sizeof(Real) == sizeof(double) ? 1e-10 : 2e-5;

    /// <summary>Compares number by number; the error is measured against the number, and against the largest of all where that one is small.</summary>
    public static void ShouldBeNear(this Tensor actual, double[] expected, string what, double? tolerance = null)
    {
        actual.Count.Should().Be(expected.Length, "of {0}", what);
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        Real[] values = actual.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            double limit = (tolerance ?? Tolerance) * Math.Max(Math.Max(Math.Abs(expected[i]), 0.1 * scale), 1e-3);
            bool isNear = double.IsFinite(expected[i])
                ? Math.Abs(values[i] - expected[i]) <= limit
                : ((double)values[i]).Equals(expected[i]);
            isNear.Should().BeTrue("number {0} of {1} must be {2}, but is {3}", i, what, expected[i], values[i]);
        }
    }
}
