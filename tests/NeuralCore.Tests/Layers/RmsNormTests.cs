using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class RmsNormTests
{
    [Fact]
    public void It_normalises_each_example_and_prints_as_one_would_construct_it()
    {
        RmsNorm norm = new(4, 7);
        norm.Parameters.Select(parameter => parameter.ToString()).Should().Equal("weight [4]");
        norm.Forward(Tensor.From([1, 1, 3, 5], 1, 4)).ToArray().Should().Equal((Real)0.25, (Real)0.25, (Real)0.75, (Real)1.25);
        norm.Description.Should().Be("RmsNorm(4, epsilon: 7)");
        RmsNorm plain = new([3, 4], affine: false);
        plain.Description.Should().Be("RmsNorm([3, 4], affine: false)");
        plain.Parameters.Should().BeEmpty();
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_construction()
    {
        ((Action)(() => _ = new RmsNorm(0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("features must be 1 or more.*");
        ((Action)(() => _ = new RmsNorm(3, 0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("epsilon must be finite and above 0.*");
        ((Action)(() => _ = new RmsNorm([0]))).Should().Throw<ShapeException>().WithMessage("RmsNorm: the normalised shape [0] holds no numbers*");
    }
}
