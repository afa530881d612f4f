using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class SequentialTests
{
    [Fact]
    public void Layers_run_in_order_and_can_be_listed_indexed_and_cut()
    {
        Sequential model = new() { new Lambda("Add", x => x + 1), new Lambda("Double", x => x * 2), Activation.Relu };
        model.Forward(Tensor.From([1, -3])).ToArray().Should().Equal(4, 0);
        model.Should().HaveCount(3);
        model[^1].Should().BeOfType<ActivationLayer>();
        model[..^1].Forward(Tensor.From([1, -3])).ToArray().Should().Equal(4, -4);
        ((Action)(() => _ = model[2..9])).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => model.Add(null!))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void An_error_names_the_layer_and_the_one_before_it()
    {
        Sequential model = new(new Dense(8, 784), Activation.Relu, new Dense(512, 10));
        ShapeException error = ErrorOf(() => model.Forward(Tensor.Ones(32, 8)));
        string cause = ErrorOf(() => new Dense(512, 10).Forward(Tensor.Ones(32, 784))).Message;
        error.Message.Should().Be($"{cause} In layer \"2: Dense(512 → 10)\"; the layer before it, \"1: Relu\", gives shape [32, 784].");
        error.InnerException.Should().BeOfType<ShapeException>().Which.Message.Should().Be(cause);
    }

    [Fact]
    public void An_error_in_the_first_layer_names_the_input() => ErrorOf(() => new Sequential(new Dense(8, 2)).Forward(Tensor.Ones(32, 7)))
        .Message.Should().EndWith(" In layer \"0: Dense(8 → 2)\"; the model's input has shape [32, 7].");

    [Fact]
    public void Paths_of_models_in_models_join_and_the_layer_before_is_found_outside()
    {
        Sequential model = new(new Dense(4, 6), new Residual(new Sequential(new Dense(5, 5), new Dense(5, 6))));
        string message = ErrorOf(() => model.Forward(Tensor.Ones(2, 4))).Message;
        message.Should().EndWith(" In layer \"1.inner.0: Dense(5 → 5)\"; the layer before it, \"0: Dense(4 → 6)\", gives shape [2, 6].");
        message.Split("In layer").Should().HaveCount(2);

        Sequential second = new(Activation.Relu, new Sequential(new Dense(6, 5), new Dense(4, 6)));
        ErrorOf(() => second.Forward(Tensor.Ones(2, 6))).Message.Should()
            .EndWith(" In layer \"1.1: Dense(4 → 6)\"; the layer before it, \"1.0: Dense(6 → 5)\", gives shape [2, 5].");
    }

    [Fact]
    public void A_residual_adds_its_input_and_says_when_it_cannot()
    {
        new Residual(new Lambda("Double", x => x * 2)).Forward(Tensor.From([1, 2])).ToArray().Should().Equal(3, 6);
        ErrorOf(() => new Sequential(new Residual(new Dense(4, 3))).Forward(Tensor.Ones(2, 4))).Message.Should().Be(
            "Residual: the inner layer turns shape [2, 4] into [2, 3], so its result cannot be added to its input. "
            + "Make its last layer give as many features as its first one takes. In layer \"0: Residual\"; the model's input has shape [2, 4].");
    }

    public static TheoryData<Layer, int[]> LayersWithInputsThatDoNotFit => new()
    {
        { new Dense(4, 2, rng: new Rng(1)), [3, 5] },
        { new Conv1d(3, 2, 3, rng: new Rng(1)), [2, 4, 9] },
        { new Conv2d(3, 2, 3, rng: new Rng(1)), [2, 3, 9] },
        { new ConvTranspose1d(3, 2, 3, rng: new Rng(1)), [2, 4, 9] },
        { new ConvTranspose2d(3, 2, 3, rng: new Rng(1)), [2, 3] },
        { new BatchNorm(3), [2, 4, 5] },
        { new GroupNorm(1, 3), [2, 4, 5] },
        { new InstanceNorm(3), [2, 4, 5] },
        { new LayerNorm(3), [2, 4] },
        { new RmsNorm(3), [2, 4] },
        { new PRelu(3), [2, 4] },
        { new ChannelDropout(0.5f, new Rng(1)), [4] },
        { new MaxPool1d(2), [2, 4] },
        { new MaxPool2d(2), [2, 4, 5] },
        { new AvgPool1d(2), [2, 4, 5, 6] },
        { new AvgPool2d(2), [2, 4, 5] },
        { new AdaptiveMaxPool1d(2), [2, 4] },
        { new AdaptiveMaxPool2d(2), [2, 4, 5] },
        { new AdaptiveAvgPool1d(2), [2, 4] },
        { new AdaptiveAvgPool2d(2), [2, 4, 5] },
        { new GlobalMaxPool(), [2, 4] },
        { new GlobalAvgPool(), [2, 4] },
        { new Upsample(2), [2, 4] },
        { new Flatten(), [] },
    };

    [Theory]
    [MemberData(nameof(LayersWithInputsThatDoNotFit))]
    public void Every_layer_says_what_it_expected_what_it_got_where_and_from_whom(Layer layer, int[] sizes)
    {
        Shape shape = [.. sizes];
        Sequential model = new(new Lambda("Before", _ => Tensor.Ones(shape)), new Sequential(new Lambda("Same", x => x), layer));
        ErrorOf(() => model.Forward(Tensor.Ones(2, 2))).Message.Should()
            .MatchRegex("[Ee]xpected .*").And.Contain($"got {shape}")
            .And.EndWith($"In layer \"1.1: {layer.Description}\"; the layer before it, \"1.0: Same\", gives shape {shape}.");
    }

    [Fact]
    public void Flatten_keeps_the_batch()
    {
        new Flatten().Forward(Tensor.Ones(2, 3, 4)).Shape.ToString().Should().Be("[2, 12]");
        new Flatten().Forward(Tensor.Ones(0, 3, 4)).Shape.ToString().Should().Be("[0, 12]");
        ErrorOf(() => new Flatten().Forward(Tensor.Scalar(1))).Message.Should().StartWith("Flatten: expected shape [batch, ...], got []: the input is a scalar");
    }

    private static ShapeException ErrorOf(Func<Tensor> act) => act.Should().Throw<ShapeException>().Which;
}
