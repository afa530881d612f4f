using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class PReluTests
{
    [Fact]
    public void It_begins_with_a_quarter_or_as_told_and_learns()
    {
        PRelu layer = new();
        layer.Forward(Tensor.From([-4, 4])).ToArray().Should().Equal(-1, 4);
        layer.Description.Should().Be("PRelu(1)");

        PRelu two = new(2, (Real)0.5);
        two.Description.Should().Be("PRelu(2, start: 0.5)");
        two.Forward(Tensor.From([-4, -2], 1, 2)).Sum().Backward();
        two.Parameters.Should().ContainSingle().Which.Gradient!.ToArray().Should().Equal(-4, -2);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Action none = () => _ = new PRelu(0);
        none.Should().Throw<ArgumentOutOfRangeException>().WithMessage("channels must be 1 or more.*");
        Action start = () => _ = new PRelu(1, Real.NaN);
        start.Should().Throw<ArgumentOutOfRangeException>().WithMessage("start must be finite.*");
    }

    [Fact]
    public void Another_number_of_channels_is_refused_with_the_place()
    {
        Sequential model = new(new Dense(2, 4), new PRelu(3));
        Action forward = () => model.Forward(Tensor.Ones(1, 2));
        forward.Should().Throw<ShapeException>().WithMessage("PRelu: with a weight of shape [3], got [1, 4]. *In layer \"1: PRelu(3)\"*");
    }
}
