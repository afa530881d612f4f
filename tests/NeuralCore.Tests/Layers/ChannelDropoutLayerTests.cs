using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class ChannelDropoutLayerTests
{
    [Fact]
    public void Evaluation_gives_the_input_back_and_counts_no_step()
    {
        ChannelDropout dropout = new();
        dropout.Evaluate();
        Tensor x = Tensor.Ones(10, 2, 3);
        dropout.Forward(x).Should().BeSameAs(x);
        dropout.Step.Should().Be(0);
        dropout.Description.Should().Be("ChannelDropout(0.5)");
    }

    [Fact]
    public void Each_step_drops_other_channels_and_a_step_set_back_repeats()
    {
        ChannelDropout dropout = new((Real)0.5, new Rng(1));
        Tensor x = Tensor.Ones(10, 20, 3);
        Real[] first = dropout.Forward(x).ToArray();
        dropout.Forward(x).ToArray().Should().NotEqual(first);
        dropout.Step.Should().Be(2);
        dropout.Step = 0;
        dropout.Forward(x).ToArray().Should().Equal(first);
        first.Chunk(3).Should().OnlyContain(channel => channel.Distinct().Count() == 1);
    }

    [Fact]
    public void A_refused_shape_counts_no_step()
    {
        ChannelDropout dropout = new();
        ((Action)(() => dropout.Forward(Tensor.Ones(3)))).Should().Throw<ShapeException>();
        dropout.Step.Should().Be(0);
    }

    [Fact]
    public void A_probability_outside_its_range_is_refused_at_construction()
    {
        Action act = () => _ = new ChannelDropout((Real)1.5);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("probability must be from 0 to 1.*");
    }
}
