using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class LayerTreeTests
{
    [Fact]
    public void A_model_prints_as_a_tree_with_counts_and_shapes()
    {
        Dense shared = new(128, 128, bias: false);
        Sequential model =
        [
            new Flatten(),
            new Dense(784, 128, Activation.Relu),
            new BatchNorm(128, momentum: 0.05f),
            new Residual(new LayerNorm(128), shared, Activation.Relu),
            shared,
            new Dropout(0.25f),
            new Lambda("Halve", x => x * 0.5f),
            new Dense(128, 10),
        ];
        model[1].Freeze();
        model.ToString().Should().Be("""
            Sequential
            ├─ 0: Flatten()
            ├─ 1: Dense(784 → 128, Relu)                100,480   weight [128, 784] frozen, bias [128] frozen
            ├─ 2: BatchNorm(128, momentum: 0.05)            256   weight [128], bias [128]
            ├─ 3: Residual
            │  └─ inner: Sequential
            │     ├─ 0: LayerNorm(128)                      256   weight [128], bias [128]
            │     ├─ 1: Dense(128 → 128, bias: false)    16,384   weight [128, 128]
            │     └─ 2: Relu
            ├─ 4: Dense(128 → 128, bias: false)                   the same layer as above
            ├─ 5: Dropout(0.25)
            ├─ 6: Halve
            └─ 7: Dense(128 → 10)                         1,290   weight [10, 128], bias [10]
            Total                                       118,666   parameters, 100,480 of them frozen
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_layer_alone_prints_on_one_line_and_its_total() =>
        new Dense(3, 2).ToString().Should().Be("""
            Dense(3 → 2)   8   weight [2, 3], bias [2]
            Total          8   parameters
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Layers_print_as_one_would_construct_them()
    {
        new LayerNorm([28, 28], affine: false).Description.Should().Be("LayerNorm([28, 28], affine: false)");
        new BatchNorm(3, epsilon: 0.001f, affine: false).Description.Should().Be("BatchNorm(3, epsilon: 0.001, affine: false)");
        new Dense(3, 2, Activation.Relu, bias: false).Description.Should().Be("Dense(3 → 2, Relu, bias: false)");
        ((Layer)Activation.Relu).Description.Should().Be("Relu");
        new Mine().Description.Should().Be("Mine");
    }

    private sealed class Mine : Layer
    {
        public override Tensor Forward(Tensor input) => input;
    }
}
