using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Operations;
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

    [Fact]
    public void Only_an_activation_that_does_nothing_is_left_out()
    {
        IsLeftOut<NoEpilogue>().Should().BeTrue();
        IsLeftOut<ActivationEpilogue<NoActivation>>().Should().BeTrue();
        IsLeftOut<ActivationEpilogue<Doubled>>().Should().BeFalse();
        IsLeftOut<HalfBelowZero>().Should().BeFalse();

        static bool IsLeftOut<TEpilogue>()
            where TEpilogue : struct, IEpilogue => TEpilogue.IsIdentity;
    }

    [Fact]
    public void Without_a_bias_nobody_goes_over_what_stays_as_it_is()
    {
        const int M = 13, N = 37, K = 9;
        Real[] a = TestNumbers.Plain(M * K, 1), b = TestNumbers.Plain(K * N, 2), plain = new Real[M * N], product = new Real[M * N];
        Gemm.Multiply(MatrixView.RowMajor(a, M, K), MatrixView.RowMajor(b, K, N), plain);
        Gemm.Multiply(MatrixView.RowMajor(a, M, K), MatrixView.RowMajor(b, K, N), [], product, default(Telling));
        product.Should().Equal(plain);

        ConvolutionShape shape = new(1, 1, 3, 5, ConvolutionCase.Axis(9, 3), ConvolutionCase.Axis(21, 3));
        Real[] x = TestNumbers.Plain((int)shape.InputCount, 3), w = TestNumbers.Plain((int)shape.WeightCount, 4);
        Real[] sums = new Real[shape.OutputCount], y = new Real[shape.OutputCount];
        ConvolutionForward.Run(shape, x, w, [], sums, default(NoEpilogue));
        ConvolutionForward.Run(shape, x, w, [], y, default(Telling));
        y.Should().Equal(sums);
    }

    private readonly struct Doubled : IUnaryOperation
    {
        public static string Name => nameof(Doubled);

        public Keep Keep => Keep.Nothing;

        public V Value<V>(V x)
            where V : struct, ILanes<V> => x + x;

        public V Slope<V>(V kept)
            where V : struct, ILanes<V> => V.All(2);
    }

    // Says of itself that it does nothing, and shows where it is asked all the same.
    private readonly struct Telling : IEpilogue
    {
        public static bool IsIdentity => true;

        public V Value<V>(V x)
            where V : struct, ILanes<V> => x + V.All(1);
    }

    // Applied twice, or to a sum that is not complete, it gives another number.
    private readonly struct HalfBelowZero : IEpilogue
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.Where(V.Less(x, V.All(0)), x * V.All((Real)0.5), x + V.All(1));
    }
}
