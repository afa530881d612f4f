using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

/// <summary>Normalisation of groups of channels, and of single ones.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class GroupNormalizeTests
{
    [Fact]
    public void Each_group_of_each_example_has_its_own_mean_and_variance()
    {
        // Two channels make a group: 1, 2, 3, 6 has mean 3 and variance 3.5, and 3.5 + 0.5 = 4, whose root is 2.
        Tensor x = Tensor.From([1, 2, 3, 6, 7, 7, 7, 7, 5, 5, 5, 5, 11, 12, 13, 16], 2, 4, 2);
        Real[] y = x.GroupNormalize(2, Tensor.From([2, 4, 1, 1]), Tensor.From([0, 10, 20, 30]), (Real)0.5).ToArray();
        y[..8].Should().Equal(-2, -1, 10, 16, 20, 20, 30, 30);
        y[8..].Should().Equal(0, 0, 10, 10, 19, (Real)19.5, 30, (Real)31.5);
    }

    [Fact]
    public void One_group_is_the_normalisation_of_whole_examples_and_single_channels_that_of_instances()
    {
        Tensor x = Tensor.Normal(new Rng(1), 3, 4, 5, 6);
        Tensor flat = x.Flatten(1);
        x.GroupNormalize(1).ToArray().Zip(flat.LayerNormalize([4 * 5 * 6]).ToArray())
            .Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
        x.GroupNormalize(4).ToArray().Should().Equal(x.InstanceNormalize().ToArray());
    }

    [Fact]
    public void A_large_mean_costs_no_digits_of_the_variance()
    {
        // 2^20 + {0, 1, 2, 3}: variance 1.25, which Σx² - (Σx)²/n would lose altogether in single precision.
        Real[] y = Tensor.From([1048576, 1048577, 1048578, 1048579], 1, 2, 2).GroupNormalize(1).ToArray();
        y[3].Should().BeApproximately((Real)(1.5 / Math.Sqrt(1.25)), (Real)1e-5);
    }

    [Fact]
    public void Running_statistics_move_towards_the_mean_over_the_examples_of_mean_and_unbiased_variance()
    {
        // Means 3 and 5 with unbiased variances 14/3 and 0.
        Tensor x = Tensor.From([1, 2, 3, 6, 5, 5, 5, 5], 2, 1, 4);
        Tensor mean = Tensor.From([1]);
        Tensor variance = Tensor.From([2]);
        x.InstanceNormalize(null, null, mean, variance, (Real)0.25);
        mean.Item().Should().BeApproximately((Real)((0.75 * 1) + (0.25 * 4)), (Real)1e-6);
        variance.Item().Should().BeApproximately((Real)((0.75 * 2) + (0.25 * 7 / 3)), (Real)1e-6);
    }

    [Fact]
    public void An_empty_batch_passes_and_moves_nothing()
    {
        Tensor mean = Tensor.From([1, 2]);
        Tensor x = Tensor.Zeros(0, 2, 3);
        x.RequiresGradient = true;
        Tensor y = x.InstanceNormalize(null, null, mean, Tensor.Ones(2));
        y.Shape.Should().Be(x.Shape);
        y.Backward(Tensor.Zeros(y.Shape));
        x.Gradient!.Shape.Should().Be(x.Shape);
        mean.ToArray().Should().Equal(1, 2);
        Tensor.Zeros(0, 4).GroupNormalize(2).Shape.ToString().Should().Be("[0, 4]");
    }

    [Theory]
    [InlineData(70, 300, 1, 3)]
    [InlineData(3, 6, 9001, 2)]
    [InlineData(5, 40, 49, 40)]
    public void Threads_and_width_do_not_change_a_bit(int batch, int channels, int inner, int groups)
    {
        Real[] Run()
        {
            Tensor x = Tensor.Normal(new Rng(1), batch, channels, inner);
            Tensor weight = Tensor.Normal(new Rng(2), channels);
            Tensor bias = Tensor.Normal(new Rng(3), channels);
            x.RequiresGradient = weight.RequiresGradient = bias.RequiresGradient = true;
            Tensor y = x.GroupNormalize(groups, weight, bias);
            y.Backward(Tensor.Normal(new Rng(4), y.Shape));
            return [.. y.ToArray(), .. x.Gradient!.ToArray(), .. weight.Gradient!.ToArray(), .. bias.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Real[] expected = Run();
        foreach (int some in (int[])[1, 5])
        {
            Workers.MaxThreads = some;
            Run().AsSpan().SequenceEqual(expected).Should().BeTrue();
        }

        foreach (int width in Widths.All)
            Widths.At(width, Run).AsSpan().SequenceEqual(expected).Should().BeTrue("the width is {0}", width);
    }

    [Fact]
    public void Shapes_and_numbers_are_checked()
    {
        Tensor x = Tensor.Ones(2, 6, 3);
        Refused<ShapeException>(() => Tensor.Ones(3).GroupNormalize(1), "GroupNormalize: expected shape [batch, channels] or [batch, channels, ...], got [3], which has no axis 1 to count channels.*");
        Refused<ShapeException>(() => x.GroupNormalize(4), "GroupNormalize: the 6 channels of shape [2, 6, 3] do not divide into 4 groups.*");
        Refused<ArgumentOutOfRangeException>(() => x.GroupNormalize(0), "groups must be 1 or more.*");
        Refused<ShapeException>(() => x.GroupNormalize(2, Tensor.Ones(3)), "GroupNormalize (weight): expected shape [6], got [3].*");
        Refused<ShapeException>(() => x.GroupNormalize(2, null, Tensor.Ones(2)), "GroupNormalize (bias): expected shape [6], got [2].*");
        Refused<ArgumentOutOfRangeException>(() => x.GroupNormalize(2, epsilon: 0), "epsilon must be finite and above 0.*");
        Refused<ShapeException>(
            () => Tensor.Ones(2, 6).GroupNormalize(6),
            "GroupNormalize: each group of channels of an example needs at least 2 numbers for a variance, but shape [2, 6] in 6 groups gives it 1.*");
        Refused<ShapeException>(() => Tensor.Ones(2, 6, 0).GroupNormalize(2), "*gives it 0.*");
        Refused<ShapeException>(() => Tensor.Ones(2, 6).InstanceNormalize(), "InstanceNormalize: each group*gives it 1.*");
        Refused<ShapeException>(() => Tensor.Ones(6).InstanceNormalize(), "InstanceNormalize: expected shape [batch, channels] or [batch, channels, ...], got [6], which has no axis 1*");
        Refused<ShapeException>(
            () => x.InstanceNormalize(runningMean: Tensor.Ones(5)), "InstanceNormalize (runningMean): expected shape [6], got [5].*");
        Refused<ArgumentOutOfRangeException>(() => x.InstanceNormalize(momentum: Real.NaN), "momentum must be from 0 to 1.*");

        static void Refused<TException>(Func<Tensor> act, string message)
            where TException : Exception => act.Should().Throw<TException>().WithMessage(message);
    }
}
