using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Optimizers;

/// <summary>What an optimizer remembers can be taken out and put back, all or nothing.</summary>
public sealed class OptimizerStateTests
{
    public static TheoryData<string, Func<Parameter[], Optimizer>> Optimizers => new()
    {
        { "GradientDescent", p => new GradientDescent(p) },
        { "Sgd", p => new Sgd(p, learningRateDecay: (Real)0.1) },
        { "Momentum", p => new Momentum(p, dampening: (Real)0.1) },
        { "Nesterov", p => new Momentum(p, isNesterov: true) },
        { "Adam", p => new Adam(p) },
        { "AMSGrad", p => new Adam(p, isAmsGrad: true) { L1 = (Real)0.01 } },
        { "AdamW", p => new AdamW(p) },
        { "NAdam", p => new NAdam(p) },
        { "RAdam", p => new RAdam(p) },
        { "AdaMax", p => new AdaMax(p) },
        { "AdaDelta", p => new AdaDelta(p) },
        { "Lion", p => new Lion(p) { WeightDecay = (Real)0.1 } },
        { "RmsProp", p => new RmsProp(p) },
        { "RmsProp centered", p => new RmsProp(p, isCentered: true, momentum: (Real)0.5) },
        { "AdaGrad", p => new AdaGrad(p, learningRateDecay: (Real)0.1, startSum: (Real)0.1) },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_restored_run_equals_the_uninterrupted_one(string name, Func<Parameter[], Optimizer> create)
    {
        Parameter[] whole = Model();
        Optimizer uninterrupted = create(whole);
        Train(uninterrupted, whole, 0, 20);

        Parameter[] model = Model();
        Optimizer before = create(model);
        Train(before, model, 0, 10);
        OptimizerState state = before.Save();
        Real[][] weights = [.. model.Select(parameter => parameter.Value.ToArray())];
        Train(before, model, 10, 15);

        Parameter[] copy = Model();
        Optimizer after = create(copy);
        after.Restore(state);
        for (int i = 0; i < copy.Length; i++)
            copy[i].Value.CopyFrom(weights[i]);
        Train(after, copy, 10, 20);
        for (int i = 0; i < copy.Length; i++)
            copy[i].Value.ToArray().Should().Equal(whole[i].Value.ToArray(), "{0}", name);
        after.Steps.Should().Be(20);
    }

    [Fact]
    public void The_learning_rate_comes_back_too()
    {
        Adam saved = new(Model()) { LearningRate = (Real)0.25 };
        Adam restored = new(Model());
        restored.Restore(saved.Save());
        restored.LearningRate.Should().Be((Real)0.25);
    }

    [Fact]
    public void Everything_that_does_not_fit_is_named_and_nothing_is_restored()
    {
        Parameter[] model = Model();
        Adam optimizer = new(model);
        Train(optimizer, model, 0, 3);
        OptimizerState own = optimizer.Save();
        OptimizerState bad = new(
            (Real)0.5,
            new Dictionary<string, long> { ["0.weight"] = 7, ["1.bias"] = -1, ["2.scale"] = 1 },
            new Dictionary<string, Tensor> { ["0.weight.mean"] = Tensor.Zeros(3, 2), ["2.scale.mean"] = Tensor.Zeros(4) });

        Action restore = () => optimizer.Restore(bad);
        restore.Should().Throw<ArgumentException>().WithMessage(
            "Adam: the state does not fit, and nothing was restored. of another shape: 0.weight.mean is [3, 2], expected [2, 3]; "
            + "missing: 0.weight.square [2, 3]; out of range: 1.bias has taken -1 steps; unexpected: the steps of 2.scale; "
            + "unexpected: 2.scale.mean [4]. Make the optimizer*");
        OptimizerState now = optimizer.Save();
        now.LearningRate.Should().Be(own.LearningRate);
        now.Steps.Should().Equal(own.Steps);
        foreach ((string key, Tensor slot) in own.Slots)
            now.Slots[key].ToArray().Should().Equal(slot.ToArray());
    }

    [Fact]
    public void A_slot_that_the_settings_do_not_use_is_unexpected()
    {
        Parameter[] model = Model();
        Adam saved = new(model, isAmsGrad: true);
        Train(saved, model, 0, 1);
        Action restore = () => new Adam(Model()).Restore(saved.Save());
        restore.Should().Throw<ArgumentException>().WithMessage("*unexpected: 0.weight.largestSquare [2, 3]; unexpected: 1.bias.largestSquare [3]. *");
    }

    [Fact]
    public void What_is_saved_is_a_copy_that_outlives_its_scope()
    {
        Parameter[] model = Model();
        Momentum optimizer = new(model);
        Train(optimizer, model, 0, 1);
        OptimizerState state;
        using (new StepScope())
            state = optimizer.Save();
        Real[] before = state.Slots["1.bias.velocity"].ToArray();
        Train(optimizer, model, 1, 2);
        state.Slots["1.bias.velocity"].ToArray().Should().Equal(before);
    }

    private static Parameter[] Model() =>
    [
        new Parameter("weight", Tensor.Normal(new Rng(1), 2, 3)),
        new Parameter("bias", Tensor.Normal(new Rng(2), 3)),
    ];

    private static void Train(Optimizer optimizer, Parameter[] model, int first, int end)
    {
        for (int step = first; step < end; step++)
        {
            for (int i = 0; i < model.Length; i++)
            {
                Tensor noise = Tensor.Normal(new Rng((ulong)((2 * step) + i + 10)), model[i].Shape);
                (model[i].Value * model[i].Value * noise).Sum().Backward();
            }

            optimizer.Step();
        }
    }
}
