using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class ConvolutionLayerTests
{
    [Fact]
    public void They_print_as_one_would_construct_them()
    {
        new Conv2d(3, 8, 5).Description.Should().Be("Conv2d(3 → 8, 5)");
        new Conv2d(4, 8, (3, 5), 2, (1, 2), (1, 3), 2, false, Activation.Relu).Description.Should().Be(
            "Conv2d(4 → 8, (3, 5), stride: 2, padding: (1, 2), groups: 2, dilation: (1, 3), bias: false, Relu)");
        new Conv2d(3, 8, 5, padding: Padding.Same).Description.Should().Be("Conv2d(3 → 8, 5, padding: Padding.Same)");
        new Conv2d(3, 8, 5, padding: Padding.Valid).Description.Should().Be("Conv2d(3 → 8, 5)");
        new Conv1d(3, 8, 5, 2, 1).Description.Should().Be("Conv1d(3 → 8, 5, stride: 2, padding: 1)");
        new ConvTranspose2d(3, 8, 5, 2, 1, (0, 1)).Description.Should().Be("ConvTranspose2d(3 → 8, 5, stride: 2, padding: 1, outputPadding: (0, 1))");
        new ConvTranspose1d(3, 8, 5, activation: Activation.Tanh).Description.Should().Be("ConvTranspose1d(3 → 8, 5, Tanh)");
    }

    [Fact]
    public void First_values_are_drawn_as_in_PyTorch_from_one_stream()
    {
        static void Check(Layer layer, int weights, int biases, float bound)
        {
            float[] drawn = new float[weights + biases];
            new Rng(5).FillUniform(drawn, -bound, bound);
            layer.Parameters.SelectMany(parameter => parameter.Value.ToArray()).Should().Equal(drawn);
        }

        Check(new Conv2d(8, 10, 5, groups: 2, rng: new Rng(5)), 1000, 10, 0.1f);
        Check(new Conv1d(4, 3, 25, rng: new Rng(5)), 300, 3, 0.1f);
        Check(new ConvTranspose2d(3, 4, 5, rng: new Rng(5)), 300, 4, 0.1f);
        Check(new ConvTranspose1d(6, 8, 25, groups: 2, rng: new Rng(5)), 600, 8, 0.1f);
    }

    [Fact]
    public void Initializers_replace_the_usual_ones()
    {
        Conv2d layer = new(1, 1, 2, weightInitializer: Initializer.Ones, biasInitializer: Initializer.Constant(5));
        layer.Forward(Tensor.From([1, 2, 3, 4], 1, 1, 2, 2)).ToArray().Should().Equal(15);
    }

    [Fact]
    public void The_activation_is_the_same_inside_and_behind()
    {
        Tensor x = Tensor.Normal(new Rng(1), 2, 3, 6, 7);
        foreach (Activation activation in (Activation[])[Activation.Relu, Activation.Gelu, Activation.Softmax(1), Activation.From("Twice", y => y * 2)])
        {
            Conv2d inside = new(3, 5, 3, padding: 1, activation: activation, rng: new Rng(2));
            Sequential behind = new(new Conv2d(3, 5, 3, padding: 1, rng: new Rng(2)), activation);
            inside.Forward(x).ToArray().Should().Equal(behind.Forward(x).ToArray());
            inside.RunsForeignCode.Should().Be(activation.Name == "Twice");
        }
    }

    [Fact]
    public void Another_number_of_channels_is_named_with_its_place_and_the_layer_before() => ErrorOf(
        () => new Sequential(new Conv2d(1, 8, 3), Activation.Relu, new MaxPool2d(2), new Conv2d(16, 32, 3)).Forward(Tensor.Zeros(4, 1, 28, 28)))
        .Should().Be(
            "Conv2d: expected shape [batch, 16, height, width], got [4, 8, 13, 13]: the weight [32, 16, 3, 3] takes 16 channels, not 8. "
            + "Make the layer take as many channels as the one before it gives. "
            + "In layer \"3: Conv2d(16 → 32, 3)\"; the layer before it, \"2: MaxPool2d(2)\", gives shape [4, 8, 13, 13].");

    [Fact]
    public void A_kernel_larger_than_what_the_layer_before_leaves_is_named_with_its_place() => ErrorOf(
        () => new Sequential(new Sequential(new MaxPool2d(4)), new Sequential(new Conv2d(1, 2, 5))).Forward(Tensor.Zeros(1, 1, 16, 16)))
        .Should().Be(
            "Conv2d: the kernel spans 5 positions along axis 2 of shape [1, 1, 4, 4], which has 4 with its padding. "
            + "Use a smaller kernel, less dilation or more padding, or give larger images. "
            + "In layer \"1.0: Conv2d(1 → 2, 5)\"; the layer before it, \"0.0: MaxPool2d(4)\", gives shape [1, 1, 4, 4].");

    [Fact]
    public void Rows_where_images_belong_are_named_with_their_place() => ErrorOf(
        () => new Sequential(new Flatten(), new Conv2d(1, 2, 5)).Forward(Tensor.Zeros(3, 1, 16, 16)))
        .Should().Be(
            "Conv2d: expected shape [batch, channels, height, width], got [3, 256]. Unsqueeze(0) makes one example a batch; "
            + "Reshape gives rows of numbers their axes back. "
            + "In layer \"1: Conv2d(1 → 2, 5)\"; the layer before it, \"0: Flatten()\", gives shape [3, 256].");

    [Fact]
    public void What_a_convolution_gives_to_a_dense_layer_is_named_too() => ErrorOf(
        () => new Sequential(new Conv2d(1, 2, 3), new Flatten(), new Dense(100, 10)).Forward(Tensor.Zeros(3, 1, 8, 8)))
        .Should().StartWith("Linear: expected shape [..., 100], got [3, 72]: the weight [10, 100] takes 100 features, not 72.")
        .And.EndWith("In layer \"2: Dense(100 → 10)\"; the layer before it, \"1: Flatten()\", gives shape [3, 72].");

    private static string ErrorOf(Func<Tensor> act) => act.Should().Throw<ShapeException>().Which.Message;
}
