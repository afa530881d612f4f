using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class PoolLayerTests
{
    [Fact]
    public void They_print_as_one_would_construct_them()
    {
        new MaxPool2d(2).Description.Should().Be("MaxPool2d(2)");
        new MaxPool2d((3, 2), 2, 1, (2, 1), true).Description.Should().Be("MaxPool2d((3, 2), stride: 2, padding: 1, dilation: (2, 1), ceilMode: true)");
        new MaxPool1d(3, 2, 1, 4).Description.Should().Be("MaxPool1d(3, stride: 2, padding: 1, dilation: 4)");
        new AvgPool1d(3, 3).Description.Should().Be("AvgPool1d(3)");
        new AvgPool2d(3, padding: 1, countIncludePad: false).Description.Should().Be("AvgPool2d(3, padding: 1, countIncludePad: false)");
        new AdaptiveAvgPool2d((7, 5)).Description.Should().Be("AdaptiveAvgPool2d((7, 5))");
        new AdaptiveMaxPool1d(4).Description.Should().Be("AdaptiveMaxPool1d(4)");
        new GlobalAvgPool().Description.Should().Be("GlobalAvgPool()");
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_named_with_its_place()
    {
        Sequential model = new(new MaxPool2d(2), new MaxPool2d(4));
        Action act = () => model.Forward(Tensor.Zeros(1, 1, 6, 8));
        act.Should().Throw<ShapeException>().WithMessage(
            "MaxPool2d: the kernel spans 4 positions along axis 2 of shape [1, 1, 3, 4]*In layer \"1: MaxPool2d(4)\"*");
    }
}
