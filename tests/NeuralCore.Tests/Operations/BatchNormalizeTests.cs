using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class BatchNormalizeTests
{
    [Fact]
    public void Running_statistics_move_by_momentum_towards_mean_and_unbiased_variance()
    {
        // Column 0 is 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, unbiased variance 14/3. Column 1 is constant.
        Tensor x = Tensor.From([1, 5, 2, 5, 3, 5, 6, 5], 4, 2);
        Tensor mean = Tensor.From([1, 1]);
        Tensor variance = Tensor.From([2, 2]);
        x.BatchNormalize(null, null, mean, variance, momentum: 0.25f);
        mean.ToArray().Should().Equal(0.75f + 0.75f, 0.75f + 1.25f);
        variance[0].Should().BeApproximately(1.5f + (0.25f * 14 / 3), 1e-6f);
        variance[1].Should().Be(1.5f);
    }

    [Fact]
    public void Result_has_mean_0_and_variance_1_then_weight_and_bias()
    {
        Tensor x = Tensor.From([1, 2, 3, 6], 4, 1);
        float[] y = x.BatchNormalize(Tensor.From([2]), Tensor.From([10]), epsilon: 0.5f).ToArray();

        // Variance 14/4 = 3.5, and 3.5 + 0.5 = 4, whose root is 2: x - 3, exactly, plus 10.
        y.Should().Equal(8, 9, 10, 13);
    }

    [Fact]
    public void A_large_mean_costs_no_digits_of_the_variance()
    {
        // 2^20 + {0, 1, 2, 3}: variance 1.25, which Σx² - (Σx)²/n would lose altogether in single precision.
        Tensor variance = Tensor.Zeros(1);
        Tensor.From([1048576, 1048577, 1048578, 1048579], 4, 1).BatchNormalize(null, null, null, variance, momentum: 1);
        variance[0].Should().BeApproximately(5f / 3, 1e-6f);
    }

    [Fact]
    public void Images_are_normalised_over_batch_and_pixels_like_the_same_numbers_as_rows()
    {
        Tensor images = Tensor.Normal(new Rng(1), 3, 2, 37);
        Tensor y = images.BatchNormalize();
        for (int channel = 0; channel < 2; channel++)
        {
            float[] all = [.. Enumerable.Range(0, 3 * 37).Select(i => y[i / 37, channel, i % 37])];
            all.Average().Should().BeApproximately(0, 1e-6f);
            all.Average(value => value * value).Should().BeApproximately(1, 1e-4f);
        }
    }

    [Theory]
    [InlineData(700, 300, 1)]
    [InlineData(9, 5, 9000)]
    public void Threads_and_width_do_not_change_a_bit(int outer, int channels, int inner)
    {
        float[] Run()
        {
            Tensor x = Tensor.Normal(new Rng(1), outer, channels, inner);
            Tensor weight = Tensor.Normal(new Rng(2), channels);
            Tensor upstream = Tensor.Normal(new Rng(3), outer, channels, inner);
            x.RequiresGradient = weight.RequiresGradient = true;
            Tensor y = (inner == 1 ? x.Reshape([outer, channels]) : x).BatchNormalize(weight);
            y.Backward(upstream.Reshape(y.Shape));
            return [.. y.ToArray(), .. x.Gradient!.ToArray(), .. weight.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        float[] wide = Run();
        Workers.MaxThreads = 1;
        Run().AsSpan().SequenceEqual(wide).Should().BeTrue();
        Workers.MaxThreads = 5;
        Run().AsSpan().SequenceEqual(wide).Should().BeTrue();
    }

    [Fact]
    public void A_batch_of_one_is_refused_with_what_to_try()
    {
        Action one = () => Tensor.Ones(1, 4).BatchNormalize();
        one.Should().Throw<ShapeException>().WithMessage(
            "BatchNormalize: in training each channel needs at least 2 numbers for a variance, but shape [1, 4] gives it 1. "
            + "Use larger batches, drop the last incomplete one (dropLast: true), call Evaluate() to use the running statistics, or use LayerNorm.");
        Action none = () => Tensor.Ones(0, 4, 2).BatchNormalize();
        none.Should().Throw<ShapeException>().WithMessage("*gives it 0*");
        Tensor.Ones(1, 4, 2).BatchNormalize().ToArray().Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Shapes_and_numbers_are_checked()
    {
        Tensor x = Tensor.Ones(3, 4);
        ((Action)(() => Tensor.Ones(3).BatchNormalize())).Should().Throw<ShapeException>().WithMessage(
            "BatchNormalize: expected shape [batch, channels] or [batch, channels, ...], got [3], which has no axis 1 to count channels.*");
        ((Action)(() => x.BatchNormalize(Tensor.Ones(3)))).Should().Throw<ShapeException>().WithMessage(
            "BatchNormalize (weight): expected shape [4], got [3].*");
        ((Action)(() => x.NormalizeChannels(Tensor.Ones(4), Tensor.Ones(3)))).Should().Throw<ShapeException>().WithMessage(
            "NormalizeChannels (variance): expected shape [4], got [3].*");
        ((Action)(() => x.BatchNormalize(momentum: float.NaN))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("momentum must be from 0 to 1.*");
        ((Action)(() => x.BatchNormalize(epsilon: 0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("epsilon must be finite and above 0.*");
    }

    [Fact]
    public void An_empty_batch_passes_through_stored_statistics() =>
        Tensor.Ones(0, 4).NormalizeChannels(Tensor.Zeros(4), Tensor.Ones(4)).Shape.ToString().Should().Be("[0, 4]");
}
