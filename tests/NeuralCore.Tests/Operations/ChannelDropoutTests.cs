using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class ChannelDropoutTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(49)]
    public void Whole_channels_share_the_fate_of_one_number_of_Dropout(int inner)
    {
        const int batch = 7;
        const int channels = 33;
        Real[] single = Tensor.Ones(batch, channels).Dropout((Real)0.3, seed: 11, stream: 5, step: 9).ToArray();
        Real[] whole = Tensor.Ones(batch, channels, inner).ChannelDropout((Real)0.3, seed: 11, stream: 5, step: 9).ToArray();
        whole.Should().Equal(single.SelectMany(value => Enumerable.Repeat(value, inner)));
        single.Should().Contain(0).And.Contain(value => value > 1);
    }

    [Fact]
    public void The_gradient_goes_through_the_same_mask()
    {
        Tensor x = Tensor.Ones(20, 30, 2, 2);
        x.RequiresGradient = true;
        Tensor y = x.ChannelDropout((Real)0.4, seed: 3);
        y.Backward(Tensor.Ones(y.Shape));
        x.Gradient!.ToArray().Should().Equal(y.ToArray());
    }

    [Theory]
    [InlineData(200, 301, 1)]
    [InlineData(3, 5, 20_011)]
    public void Threads_and_width_do_not_change_a_bit(int batch, int channels, int inner)
    {
        Tensor x = Tensor.Normal(new Rng(1), batch, channels, inner);
        Real[] Run() => x.ChannelDropout((Real)0.5, seed: 1).ToArray();
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Real[] expected = Run();
        Workers.MaxThreads = 1;
        Run().AsSpan().SequenceEqual(expected).Should().BeTrue();

        foreach (int width in Widths.All)
            Widths.At(width, Run).AsSpan().SequenceEqual(expected).Should().BeTrue("the width is {0}", width);
    }

    [Fact]
    public void Nothing_is_dropped_with_0_and_everything_with_1_and_an_empty_batch_passes()
    {
        Tensor x = Tensor.From([1, -2, 3, 4], 1, 2, 2);
        x.ChannelDropout(0, seed: 1).ToArray().Should().Equal(1, -2, 3, 4);
        x.ChannelDropout(1, seed: 1).ToArray().Should().OnlyContain(value => value == 0);
        Tensor.Ones(0, 3, 2).ChannelDropout((Real)0.5, seed: 1).Shape.ToString().Should().Be("[0, 3, 2]");
        Tensor.Ones(2, 3, 0).ChannelDropout((Real)0.5, seed: 1).Shape.ToString().Should().Be("[2, 3, 0]");
    }

    [Fact]
    public void A_shape_without_channels_and_a_probability_outside_its_range_are_refused()
    {
        ((Action)(() => Tensor.Ones(3).ChannelDropout((Real)0.5, seed: 1))).Should().Throw<ShapeException>()
            .WithMessage("ChannelDropout: expected shape [batch, channels] or [batch, channels, ...], got [3], which has no axis 1 to count channels.*");
        foreach (Real probability in (Real[])[(Real)1.5, (Real)(-0.1), Real.NaN])
        {
            ((Action)(() => Tensor.Ones(3, 2).ChannelDropout(probability, seed: 1))).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("probability must be from 0 to 1.*");
        }
    }
}
