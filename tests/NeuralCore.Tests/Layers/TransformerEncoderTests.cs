using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class TransformerEncoderTests
{
    [Fact]
    public void Names_are_those_of_PyTorch()
    {
        TransformerEncoder encoder = new([new TransformerEncoderLayer(4, 2, 6), new TransformerEncoderLayer(4, 2, 6)], new LayerNorm(4));
        encoder.NamedParameters.Select(named => named.Path).Should().StartWith([
            "layers.0.self_attn.in_proj_weight",
            "layers.0.self_attn.in_proj_bias",
            "layers.0.self_attn.out_proj.weight",
            "layers.0.self_attn.out_proj.bias",
            "layers.0.linear1.weight",
            "layers.0.linear1.bias",
            "layers.0.linear2.weight",
            "layers.0.linear2.bias",
            "layers.0.norm1.weight",
            "layers.0.norm1.bias",
            "layers.0.norm2.weight",
            "layers.0.norm2.bias",
            "layers.1.self_attn.in_proj_weight",
        ]).And.EndWith(["norm.weight", "norm.bias"]).And.HaveCount(26);
        encoder.Children[0].Layer.Children[0].Layer.Description.Should().Be("TransformerEncoderLayer(4, heads: 2, hidden: 6, dropout: 0.1)");
        new TransformerEncoderLayer(8, 2, normFirst: true).Description.Should().Be("TransformerEncoderLayer(8, heads: 2, hidden: 2048, dropout: 0.1, normFirst: true)");
        new TransformerEncoderLayer(8, 2, 16, 0, Activation.Gelu, epsilon: (Real)0.25).Description.Should()
            .Be($"TransformerEncoderLayer(8, heads: 2, hidden: 16, dropout: 0, {Activation.Gelu}, epsilon: 0.25)");
    }

    [Fact]
    public void What_fills_up_changes_nothing_for_real_tokens()
    {
        Rng rng = new(1);
        TransformerEncoder encoder = new([.. Enumerable.Range(0, 2).Select(_ => new TransformerEncoderLayer(8, 2, 16, rng: rng))], new LayerNorm(8));
        encoder.Evaluate();
        Tensor x = Tensor.Normal(rng, 2, 5, 8);
        Tensor changed = x.Clone();
        changed.Slice(0, 1, 1).Select(1, 4).Fill(9);
        AttentionMask mask = new() { Padding = Tensor.From([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2, 5) };
        Real[] before = encoder.Forward(x, mask).ToArray();
        Real[] after = encoder.Forward(changed, mask).ToArray();
        after[..72].Should().Equal(before[..72]);
        after[72..].Should().NotEqual(before[72..]);
        encoder.Forward(changed).ToArray()[40..72].Should().NotEqual(before[40..72]);
    }

    [Fact]
    public void One_source_of_random_numbers_makes_the_same_layer_twice()
    {
        Tensor x = Tensor.Normal(new Rng(1), 2, 3, 8);
        Real[] Run() => new TransformerEncoderLayer(8, 2, 16, rng: new Rng(7)).Forward(x).ToArray();
        Run().Should().Equal(Run());
        TransformerEncoderLayer layer = new(8, 2, 16, rng: new Rng(7));
        layer.NamedLayers.Select(named => named.Layer).OfType<DropoutLayer>().Select(dropout => dropout.Seed).Should().OnlyHaveUniqueItems().And.HaveCount(4);
    }

    [Fact]
    public void Asking_a_predictor_takes_nothing_from_the_heap()
    {
        Sequential model = new(new Dense(8, 8), new TransformerEncoder([new TransformerEncoderLayer(8, 2, 16)]), new Flatten(), new Dense(48, 2));
        model.Evaluate();
        Predictor predictor = new(model, 6, 8);
        Real[] examples = Tensor.Normal(new Rng(1), 3, 6, 8).ToArray();
        Real[] answers = new Real[6];
        for (int i = 0; i < 3; i++)
            predictor.Predict(examples, answers);
        long before = GC.GetAllocatedBytesForCurrentThread();
        predictor.Predict(examples, answers);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        answers.Should().Equal(model.Forward(Tensor.From(examples, [3, 6, 8])).ToArray());
    }

    [Fact]
    public void A_layer_that_is_given_other_features_says_where()
    {
        Sequential model = new(new Dense(3, 5), new TransformerEncoder([new TransformerEncoderLayer(4, 2, 6)]));
        ((Action)(() => model.Forward(Tensor.Ones(2, 3, 3)))).Should().Throw<ShapeException>()
            .WithMessage("MultiHeadAttention: the query has shape [2, 3, 5]*In layer \"1: TransformerEncoder\"*\"0: Dense(3 → 5)\"*");
    }
}
