using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class AttentionTests
{
    [Fact]
    public void A_causal_query_sees_nothing_that_comes_later()
    {
        Rng rng = new(1);
        const int tokens = 150, seen = 70;
        Tensor query = Tensor.Normal(rng, 2, tokens, 8);
        Tensor[] past = [Tensor.Normal(rng, 2, tokens, 8), Tensor.Normal(rng, 2, tokens, 5)];
        Tensor[] other = [past[0].Clone(), past[1].Clone()];
        foreach (Tensor changed in other)
        {
            for (int token = seen; token < tokens; token++)
                changed.Select(0, 1).Select(0, token).Fill(token);
        }

        Tensor one = query.ScaledDotProductAttention(past[0], past[1], AttentionMask.Causal);
        Tensor two = query.ScaledDotProductAttention(other[0], other[1], AttentionMask.Causal);
        two.Slice(1, 0, seen).ToArray().Should().Equal(one.Slice(1, 0, seen).ToArray());
        two.Slice(1, seen, tokens - seen).ToArray().Should().NotEqual(one.Slice(1, seen, tokens - seen).ToArray());

        past[0].RequiresGradient = past[1].RequiresGradient = true;
        query.ScaledDotProductAttention(past[0], past[1], AttentionMask.Causal).Slice(1, 0, seen).Sum().Backward();
        foreach (Tensor gradient in past.Select(input => input.Gradient!))
        {
            gradient.Slice(1, seen, tokens - seen).ToArray().Should().OnlyContain(value => value == 0);
            gradient.Slice(1, 0, seen).ToArray().Should().Contain(value => value != 0);
        }
    }

    [Fact]
    public void A_query_that_may_look_at_no_key_gets_zeros_and_leaves_the_others_clean()
    {
        Tensor[] inputs = Inputs(new Rng(2), [2, 3, 4], [2, 5, 4], [2, 5, 4]);
        Tensor allowed = Tensor.Ones(3, 5);
        allowed.Select(0, 1).Fill(0);
        Tensor addend = Tensor.Zeros(3, 5);
        addend.Select(0, 1).Fill(Real.NegativeInfinity);
        foreach (AttentionMask mask in (AttentionMask[])[new() { Allowed = allowed }, new() { Addend = addend }])
        {
            Tensor y = inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], mask);
            y.Select(1, 1).ToArray().Should().OnlyContain(value => value == 0);
            y.Select(1, 0).ToArray().Should().Equal(inputs[0].ScaledDotProductAttention(inputs[1], inputs[2]).Select(1, 0).ToArray());
            y.Backward(Tensor.Ones(2, 3, 4));
            inputs[0].Gradient!.Select(1, 1).ToArray().Should().OnlyContain(value => value == 0);
            inputs.SelectMany(input => input.Gradient!.ToArray()).Should().OnlyContain(value => Real.IsFinite(value));
        }

        Tensor all = Tensor.From([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], 2, 5);
        Tensor padded = inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], new AttentionMask { Padding = all });
        padded.Select(0, 0).ToArray().Should().OnlyContain(value => value == 0);
        padded.Select(0, 1).ToArray().Should().NotContain(0);
    }

    [Fact]
    public void Scores_that_are_no_numbers_stay_so()
    {
        Tensor query = Tensor.From([Real.NaN, 1], 2, 1);
        Tensor y = query.ScaledDotProductAttention(Tensor.Ones(2, 1), Tensor.Ones(2, 1), new AttentionMask { Allowed = Tensor.Ones(2, 2) });
        y.ToArray().Should().Equal(Real.NaN, 1);
    }

    [Fact]
    public void Threads_and_width_change_no_bit()
    {
        Rng rng = new(3);
        Tensor[] inputs = Inputs(rng, [2, 3, 150, 20], [2, 3, 141, 20], [2, 3, 141, 33]);
        Tensor addend = Tensor.Normal(rng, 150, 141);
        addend.RequiresGradient = true;
        Tensor upstream = Tensor.Normal(rng, 2, 3, 150, 33);
        AttentionMask mask = new() { IsCausal = true, Padding = Tensor.From([.. Enumerable.Range(0, 282).Select(i => (Real)(i % 7 == 0 ? 1 : 0))], 2, 141) };
        Real[] Run()
        {
            List<Real> results = [];
            foreach (AttentionMask each in (AttentionMask[])[mask, new AttentionMask { Addend = addend }])
            {
                Tensor y = inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], each, (Real)0.25, 5, 6, 7);
                y.Backward(upstream);
                results.AddRange([.. y.ToArray(), .. inputs.Append(addend).SelectMany(input => input.Gradient?.ToArray() ?? [])]);
                foreach (Tensor input in inputs.Append(addend))
                    input.ClearGradient();
            }

            return [.. results];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Real[] expected = Run();
        foreach (int threads in (int[])[1, 2, 5])
        {
            Workers.MaxThreads = threads;
            Run().Should().Equal(expected);
        }

        foreach (int width in Widths.All)
            Widths.At(width, Run).Should().Equal(expected);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(7, false)]
    [InlineData(70, true)]
    public void Weights_are_dropped_and_the_others_grow(int keys, bool isCausal)
    {
        Rng rng = new(4);
        Tensor[] inputs = Inputs(rng, [3, 66, 4], [3, keys, 4], [3, keys, 6]);
        AttentionMask? mask = isCausal ? AttentionMask.Causal : null;
        Tensor identity = Tensor.Identity(keys).Unsqueeze(0).Repeat(3, 1, 1);
        Tensor Weights(Real dropout) => inputs[0].ScaledDotProductAttention(inputs[1], identity, mask, dropout, 11, 12, 13).Detach();
        Tensor whole = Weights(0);
        Tensor dropped = Weights((Real)0.25);
        Real[] factors = [.. whole.ToArray().Zip(dropped.ToArray(), (before, after) => after == 0 ? 0 : after / before)];
        factors.Should().OnlyContain(factor => factor == 0 || Math.Abs(factor - (4 / (Real)3)) < (Real)1e-5);
        double share = factors.Zip(whole.ToArray()).Where(pair => pair.Second != 0).Average(pair => pair.First == 0 ? 1.0 : 0);
        share.Should().BeApproximately(0.25, 0.05);
        Weights((Real)0.25).ToArray().Should().Equal(dropped.ToArray());

        // Gradients are those of the same function written out, with what was dropped as a constant.
        Tensor upstream = Tensor.Normal(rng, 3, 66, 6);
        inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], mask, (Real)0.25, 11, 12, 13).Backward(upstream);
        Real[][] gradients = [.. inputs.Select(input => input.Gradient!.ToArray())];
        foreach (Tensor input in inputs)
            input.ClearGradient();
        Tensor scores = inputs[0].MatMul(inputs[1].Transpose(-1, -2)) * (Real)0.5;
        Tensor later = Tensor.From([.. Enumerable.Range(0, 66 * keys).Select(i => isCausal && i % keys > i / keys ? Real.NegativeInfinity : 0)], 66, keys);
        ((scores + later).Softmax() * Tensor.From(factors, 3, 66, keys)).MatMul(inputs[2]).Backward(upstream);
        for (int i = 0; i < 3; i++)
            gradients[i].Zip(inputs[i].Gradient!.ToArray()).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < (Real)2e-4);
    }

    [Fact]
    public void With_probability_one_all_is_dropped()
    {
        Tensor[] inputs = Inputs(new Rng(5), [3, 4], [5, 4], [5, 2]);
        Tensor y = inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], dropout: 1);
        y.Backward(Tensor.Ones(3, 2));
        y.ToArray().Concat(inputs.SelectMany(input => input.Gradient!.ToArray())).Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void One_tensor_may_be_query_key_and_value()
    {
        Tensor x = Inputs(new Rng(6), [2, 3, 4])[0];
        x.ScaledDotProductAttention(x, x).Sum().Backward();
        Tensor[] apart = [x.Clone().Detach(), x.Clone().Detach(), x.Clone().Detach()];
        foreach (Tensor input in apart)
            input.RequiresGradient = true;
        apart[0].ScaledDotProductAttention(apart[1], apart[2]).Sum().Backward();
        x.Gradient!.ToArray().Should().Equal(((apart[0].Gradient! + apart[1].Gradient!) + apart[2].Gradient!).ToArray());
    }

    [Fact]
    public void Where_there_are_no_tokens_there_is_no_result()
    {
        Tensor[] none = Inputs(new Rng(7), [2, 0, 4], [2, 5, 4], [2, 5, 3]);
        Tensor y = none[0].ScaledDotProductAttention(none[1], none[2], AttentionMask.Causal);
        y.Shape.ToString().Should().Be("[2, 0, 3]");
        y.Backward(Tensor.Zeros(2, 0, 3));
        none[1].Gradient!.ToArray().Should().OnlyContain(value => value == 0);

        Tensor[] keyless = Inputs(new Rng(8), [2, 5, 4], [2, 0, 4], [2, 0, 3]);
        foreach (AttentionMask? mask in (AttentionMask?[])[null, AttentionMask.Causal, new() { Allowed = Tensor.Ones(5, 0) }])
        {
            Tensor zeros = keyless[0].ScaledDotProductAttention(keyless[1], keyless[2], mask);
            zeros.ToArray().Should().HaveCount(30).And.OnlyContain(value => value == 0);
            zeros.Backward(Tensor.Ones(2, 5, 3));
        }

        keyless[0].Gradient!.ToArray().Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Refused([2, 3, 4], [2, 5, 3], [2, 5, 4]);
        Refused([2, 3, 4], [3, 5, 4], [3, 5, 4]);
        Refused([2, 3, 4], [2, 5, 4], [2, 4, 4]);
        Refused([2, 3, 4], [5, 4], [5, 4]);
        Refused([4], [4], [4]);
        ((Action)(() => Tensor.Ones(3, 4).ScaledDotProductAttention(Tensor.Ones(3, 4), Tensor.Ones(3, 4), dropout: (Real)1.5)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("dropout must be from 0 to 1.*");
        ((Action)(() => Tensor.Ones(3, 4).ScaledDotProductAttention(Tensor.Ones(3, 4), Tensor.Ones(3, 4), scale: Real.NaN)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("scale must be a finite number.*");

        static void Refused(Shape query, Shape key, Shape value) =>
            ((Action)(() => Tensor.Full(1, query).ScaledDotProductAttention(Tensor.Full(1, key), Tensor.Full(1, value))))
            .Should().Throw<ShapeException>()
            .WithMessage($"ScaledDotProductAttention: the queries have shape {query}, the keys {key} and the values {value}. Give queries*");
    }

    [Fact]
    public void Masks_that_do_not_fit_are_refused()
    {
        foreach (Shape shape in (Shape[])[[5], [3, 4], [2, 5], [3, 3, 5], [1, 2, 3, 5]])
        {
            Tensor wrong = Tensor.Full(1, shape);
            Refused(new AttentionMask { Allowed = wrong }, $"Allowed of the mask has shape {shape}, and the scores have [2, 3, 5]. Its last axis must be the 5 keys, the one before the 3 queries or 1;");
            Refused(new AttentionMask { Addend = wrong }, $"Addend of the mask has shape {shape}, and the scores have [2, 3, 5].");
        }

        foreach (Shape shape in (Shape[])[[], [4], [3, 5], [2, 3, 5]])
            Refused(new AttentionMask { Padding = Tensor.Full(1, shape) }, $"Padding of the mask has shape {shape}, and the scores have [2, 3, 5]. Give one number for each of the 5 keys");

        static void Refused(AttentionMask mask, string message) =>
            ((Action)(() => Tensor.Ones(2, 3, 4).ScaledDotProductAttention(Tensor.Ones(2, 5, 4), Tensor.Ones(2, 5, 4), mask)))
            .Should().Throw<ShapeException>().Which.Message.Should().Contain(message);
    }

    [Fact]
    public void A_mask_changed_before_the_way_back_is_noticed()
    {
        Tensor[] inputs = Inputs(new Rng(9), [3, 4], [5, 4], [5, 4]);
        Tensor allowed = Tensor.Ones(3, 5);
        Tensor y = inputs[0].ScaledDotProductAttention(inputs[1], inputs[2], new AttentionMask { Allowed = allowed });
        allowed.Fill(0);
        ((Action)(() => y.Backward(Tensor.Ones(3, 4)))).Should().Throw<GradientException>().WithMessage("*ScaledDotProductAttention*Fill*");
    }

    private static Tensor[] Inputs(Rng rng, params Shape[] shapes) => [.. shapes.Select(shape =>
    {
        Tensor input = Tensor.Normal(rng, shape);
        input.RequiresGradient = true;
        return input;
    })];
}
