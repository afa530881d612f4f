using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

public sealed class GemmEpilogueTests
{
    [Theory]
    [InlineData(1, 40, 30)]
    [InlineData(3, 10, 300)]
    [InlineData(12, 32, 8)]
    [InlineData(29, 77, 300)]
    [InlineData(29, 1, 40)]
    [InlineData(9, 20, 0)]
    [InlineData(7, 40, 2100)]
    public void Bias_and_activation_follow_the_complete_sum_once(int m, int n, int k)
    {
        Func<Real> fill = GemmCase.AnyNumbers(11);
        var product = new GemmCase(m, n, k, fill);
        var bias = new Real[n];
        for (int j = 0; j < n; j++)
            bias[j] = fill();
        for (int form = 0; form < 4; form++)
        {
            product.CheckEpilogue(bias, new HalfBelowZero(), form);
            product.CheckEpilogue(bias, new NoEpilogue(), form);
            product.CheckEpilogue([], new HalfBelowZero(), form);
        }
    }

    // Applied twice, or to a sum that is not complete, it gives another number.
    private readonly struct HalfBelowZero : IEpilogue
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.Where(V.Less(x, V.All(0)), x * V.All((Real)0.5), x + V.All(1));
    }
}
