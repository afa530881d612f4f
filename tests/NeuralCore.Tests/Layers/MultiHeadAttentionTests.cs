using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class MultiHeadAttentionTests
{
    private static readonly AttentionMask mask = new()
    {
        Allowed = Tensor.From([1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1], 3, 4),
        Padding = Tensor.From([0, 0, 0, 1, 0, 0, 0, 0], 2, 4),
        Addend = Tensor.Normal(new Rng(2), 3, 1, 4),
    };

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Queries_keys_and_values_may_differ(bool isMasked, bool isSameKeyAndValue)
    {
        Rng rng = new(3);
        MultiHeadAttention layer = new(6, 3, rng: rng);
        foreach (Parameter parameter in layer.Parameters)
            parameter.Value.CopyFrom(Tensor.Normal(rng, parameter.Shape).AsReadOnlySpan());
        Tensor query = Tensor.Normal(rng, 2, 3, 6);
        Tensor key = Tensor.Normal(rng, 2, 4, 6);
        Tensor value = isSameKeyAndValue ? key : Tensor.Normal(rng, 2, 4, 6);
        Tensor upstream = Tensor.Normal(rng, 2, 3, 6);
        AttentionMask? some = isMasked ? mask : null;
        Tensor[] learned = [query, key, value, .. layer.Parameters.Select(parameter => parameter.Value)];
        (Tensor output, Real[][] gradients) Run(Func<Tensor> forward)
        {
            foreach (Tensor tensor in learned)
            {
                tensor.ClearGradient();
                tensor.RequiresGradient = true;
            }

            Tensor y = forward();
            y.Backward(upstream);
            return (y, [.. learned.Select(tensor => tensor.Gradient!.ToArray())]);
        }

        (Tensor output, Real[][] gradients) = Run(() => layer.Forward(query, key, value, some));
        (Tensor expected, Real[][] slopes) = Run(() => WrittenOut(layer, query, key, value, some));
        Near(output.ToArray(), expected.ToArray());
        for (int i = 0; i < learned.Length; i++)
            Near(gradients[i], slopes[i]);
    }

    [Fact]
    public void Self_attention_is_what_three_equal_inputs_give()
    {
        Rng rng = new(4);
        MultiHeadAttention layer = new(8, 2, rng: rng);
        Tensor x = Tensor.Normal(rng, 2, 5, 8);
        Real[] y = layer.Forward(x).ToArray();
        Near(layer.Forward(x, x.Clone(), x.Clone()).ToArray(), y);
        Tensor both = x.Clone();
        Near(layer.Forward(x, both, both).ToArray(), y);
        layer.Forward(x.Reshape(2, 5, 8).Select(0, 1)).ToArray().Should().Equal(y[40..], "an example may come without the batch");
        layer.Forward(Tensor.Zeros(2, 0, 8)).Shape.ToString().Should().Be("[2, 0, 8]");
    }

    [Fact]
    public void First_weights_follow_PyTorch()
    {
        MultiHeadAttention layer = new(64, 4, rng: new Rng(1));
        layer.NamedParameters.Select(named => $"{named.Path} {named.Parameter.Shape}").Should().Equal(
            "in_proj_weight [192, 64]", "in_proj_bias [192]", "out_proj.weight [64, 64]", "out_proj.bias [64]");
        Real[][] values = [.. layer.Parameters.Select(parameter => parameter.Value.ToArray())];
        Real bound = Real.Sqrt(6 / (Real)(64 + 192));
        values[0].Max().Should().BeInRange((Real)0.98 * bound, bound);
        values[0].Min().Should().BeInRange(-bound, (Real)(-0.98) * bound);
        values[2].Max().Should().BeInRange((Real)0.12, (Real)0.125);
        values[1].Concat(values[3]).Should().OnlyContain(value => value == 0);
        layer.Description.Should().Be("MultiHeadAttention(64, heads: 4)");
        new MultiHeadAttention(4, 1, (Real)0.5, bias: false).Description.Should().Be("MultiHeadAttention(4, heads: 1, dropout: 0.5, bias: false)");
    }

    [Fact]
    public void In_training_each_step_drops_other_weights_and_in_evaluation_none()
    {
        MultiHeadAttention layer = new(8, 2, (Real)0.5, rng: new Rng(1));
        Tensor x = Tensor.Normal(new Rng(2), 2, 6, 8);
        Real[] first = layer.Forward(x).ToArray();
        layer.Forward(x).ToArray().Should().NotEqual(first);
        DropoutLayer dropout = layer.NamedLayers.Select(named => named.Layer).OfType<DropoutLayer>().Single();
        dropout.Step.Should().Be(2);
        dropout.Step = 0;
        layer.Forward(x).ToArray().Should().Equal(first);

        layer.Evaluate();
        MultiHeadAttention whole = new(8, 2, rng: new Rng(3));
        foreach ((Parameter to, Parameter from) in whole.Parameters.Zip(layer.Parameters))
            to.Value.CopyFrom(from.Value.AsReadOnlySpan());
        layer.Forward(x).ToArray().Should().Equal(whole.Forward(x).ToArray());
        dropout.Step.Should().Be(1);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        ((Action)(() => _ = new MultiHeadAttention(6, 4))).Should().Throw<ArgumentException>()
            .WithMessage("MultiHeadAttention: 6 features do not divide into 4 heads. Give a number of heads that divides them.*");
        ((Action)(() => _ = new MultiHeadAttention(0, 1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("features must be 1 or more*");
        ((Action)(() => _ = new MultiHeadAttention(4, 0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("heads must be 1 or more*");
        ((Action)(() => _ = new MultiHeadAttention(4, 2, 2))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("probability must be from 0 to 1*");

        MultiHeadAttention layer = new(4, 2);
        Tensor x = Tensor.Ones(2, 3, 4);
        Refused(() => layer.Forward(Tensor.Ones(2, 3, 5)), "MultiHeadAttention: the query has shape [2, 3, 5], expected [batch, tokens, 4]*");
        Refused(() => layer.Forward(Tensor.Ones(4)), "MultiHeadAttention: the query has shape [4], expected*");
        Refused(() => layer.Forward(x, Tensor.Ones(2, 3, 2), x), "MultiHeadAttention: the key has shape [2, 3, 2]*");
        Refused(() => layer.Forward(x, x, Tensor.Ones(2, 3, 2)), "MultiHeadAttention: the value has shape [2, 3, 2]*");
        Refused(() => layer.Forward(x, Tensor.Ones(1, 3, 4), Tensor.Ones(1, 3, 4)), "MultiHeadAttention: the query has shape [2, 3, 4], the key [1, 3, 4] and*");
        Refused(() => layer.Forward(x, x, Tensor.Ones(2, 4, 4)), "MultiHeadAttention: the query has*one token for each of the key.");
        Refused(() => layer.Forward(x, new AttentionMask { Allowed = Tensor.Ones(4, 3) }), "*Allowed of the mask has shape [4, 3], and the scores have [2, 2, 3, 3]*");

        static void Refused(Action act, string message) => act.Should().Throw<ShapeException>().WithMessage(message);
    }

    // The definition, from operations that are compared with PyTorch one by one.
    private static Tensor WrittenOut(MultiHeadAttention layer, Tensor query, Tensor key, Tensor value, AttentionMask? mask)
    {
        Parameter[] p = [.. layer.Parameters];
        Tensor[] parts = [.. ((Tensor[])[query, key, value]).Select((input, i) => input
            .Linear(p[0].Value.Slice(0, 6 * i, 6), p[1].Value.Slice(0, 6 * i, 6))
            .Reshape(2, -1, 3, 2)
            .Permute(0, 2, 1, 3))];
        Tensor scores = parts[0].MatMul(parts[1].Transpose(-1, -2)) * (1 / Real.Sqrt(2));
        if (mask is not null)
        {
            scores += mask.Addend!;
            scores += (mask.Allowed! - 1) * (Real)1e9;
            scores += mask.Padding!.Reshape(2, 1, 1, 4) * (Real)(-1e9);
        }

        return scores.Softmax().MatMul(parts[2]).Permute(0, 2, 1, 3).Reshape(2, 3, 6).Linear(p[2], p[3]);
    }

    private static void Near(Real[] actual, Real[] expected) =>
        actual.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < (Real)1e-4 * Math.Max(1, Math.Abs(pair.Second)))
            .And.HaveCount(expected.Length);
}
