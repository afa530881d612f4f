using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class DropoutLayerTests
{
    [Fact]
    public void Evaluation_gives_the_input_back_and_counts_no_step()
    {
        Dropout dropout = new();
        dropout.Evaluate();
        Tensor x = Tensor.Ones(10);
        dropout.Forward(x).Should().BeSameAs(x);
        dropout.Step.Should().Be(0);
    }

    [Fact]
    public void Each_step_drops_other_numbers_and_a_step_set_back_repeats()
    {
        Dropout dropout = new(0.5f, new Rng(1));
        Tensor x = Tensor.Ones(200);
        float[] first = dropout.Forward(x).ToArray();
        float[] second = dropout.Forward(x).ToArray();
        second.Should().NotEqual(first);
        dropout.Step.Should().Be(2);
        dropout.Step = 0;
        dropout.Forward(x).ToArray().Should().Equal(first);
    }

    [Fact]
    public void Layers_that_share_a_source_drop_different_numbers_and_the_same_seed_the_same_ones()
    {
        Tensor x = Tensor.Ones(200);
        Rng rng = new(1);
        float[] first = new Dropout(0.5f, rng).Forward(x).ToArray();
        new Dropout(0.5f, rng).Forward(x).ToArray().Should().NotEqual(first);
        new Dropout(0.5f, new Rng(1)).Forward(x).ToArray().Should().Equal(first);
        GlobalRandom.Seed = 2;
        float[] global = new Dropout().Forward(x).ToArray();
        new Dropout().Forward(x).ToArray().Should().NotEqual(global);
        GlobalRandom.Seed = 2;
        new Dropout().Forward(x).ToArray().Should().Equal(global);
    }

    [Fact]
    public void A_probability_outside_its_range_is_refused_at_construction()
    {
        Action act = () => _ = new Dropout(1.5f);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("probability must be from 0 to 1.*");
    }
}
