using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Optimizers;

/// <summary>What all optimizers have in common, and the settings of each. Trajectories against PyTorch are the catalog's.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void A_step_applies_the_gradients_and_clears_them()
    {
        Parameter w = Weights(1, 2);
        Give(w, 10, -20);
        GradientDescent optimizer = new([w], (Real)0.5);
        optimizer.Step();
        w.Value.ToArray().Should().Equal(-4, 12);
        w.Gradient.Should().BeNull();
        optimizer.Steps.Should().Be(1);
    }

    [Fact]
    public void Frozen_parameters_and_those_without_gradient_stay_and_their_steps_do_not_count()
    {
        Parameter moved = Weights(1);
        Parameter frozen = Weights(1);
        Parameter idle = Weights(1);
        Momentum optimizer = new([moved, frozen, idle]);
        Give(moved, 1);
        Give(frozen, 1);
        frozen.IsFrozen = true;
        optimizer.Step();
        moved.Value.Item().Should().NotBe(1);
        frozen.Value.Item().Should().Be(1);
        idle.Value.Item().Should().Be(1);
        optimizer.Save().Steps.Should().BeEquivalentTo(new Dictionary<string, long> { ["0.w"] = 1, ["1.w"] = 0, ["2.w"] = 0 });
    }

    [Fact]
    public void A_parameter_that_starts_late_is_corrected_from_its_own_first_step()
    {
        // The first step of Adam is η sign(g), whenever it comes.
        Parameter early = Weights(1);
        Parameter late = Weights(1);
        Adam optimizer = new([early, late], (Real)0.125, epsilon: 0);
        for (int i = 0; i < 5; i++)
        {
            Give(early, 3);
            optimizer.Step();
        }

        Give(late, 3);
        optimizer.Step();
        late.Value.Item().Should().BeApproximately((Real)0.875, (Real)1e-6);
    }

    [Fact]
    public void Groups_have_factors_and_penalties_of_their_own()
    {
        Parameter body = Weights(1);
        Parameter head = Weights(1);
        GradientDescent optimizer = new([body], (Real)0.125) { L2 = 1 };
        optimizer.AddGroup(new ParameterGroup([head]) { LearningRateFactor = 2, L2 = 0 });
        Give(body, 1);
        Give(head, 1);
        optimizer.Step();
        body.Value.Item().Should().Be((Real)0.75);
        head.Value.Item().Should().Be((Real)0.75);
        optimizer.Groups.Should().HaveCount(2);
    }

    [Fact]
    public void Penalties_and_decay_pull_weights_to_zero()
    {
        Regularized(optimizer => optimizer.L1 = 1).Should().Equal((Real)1.5, (Real)(-1.5), 0);
        Regularized(optimizer => optimizer.L2 = 1).Should().Equal(1, -1, 0);
        Regularized(optimizer => optimizer.WeightDecay = 1).Should().Equal(1, -1, 0);
    }

    [Fact]
    public void Decay_is_decoupled_where_a_rule_scales_gradients()
    {
        // Without a gradient Adam does not move, so all that is left is the decay; as a penalty it would be a step of η.
        Parameter w = Weights(8);
        AdamW optimizer = new([w], (Real)0.5, weightDecay: (Real)0.25);
        Give(w, 0);
        optimizer.Step();
        w.Value.Item().Should().Be(7);
    }

    [Fact]
    public void The_rate_can_change_between_steps_and_be_zero()
    {
        Parameter w = Weights(1);
        Sgd optimizer = new([w], 1);
        optimizer.LearningRate = 0;
        Give(w, 1);
        optimizer.Step();
        w.Value.Item().Should().Be(1);
        optimizer.LearningRate = (Real)0.25;
        Give(w, 1);
        optimizer.Step();
        w.Value.Item().Should().Be((Real)0.75);
    }

    [Fact]
    public void Sgd_shrinks_its_rate_with_the_steps()
    {
        Parameter w = Weights(0);
        Sgd optimizer = new([w], 1, learningRateDecay: 1);
        for (int i = 0; i < 3; i++)
        {
            Give(w, 6);
            optimizer.Step();
        }

        w.Value.Item().Should().Be(-(6 + 3 + 2));
    }

    [Fact]
    public void A_step_of_Lion_has_one_size_and_none_without_a_gradient()
    {
        Parameter w = Weights(1, 1, 1, 1);
        Lion optimizer = new([w], (Real)0.25) { WeightDecay = 1 };
        Give(w, 1000, (Real)(-1e-6), 0, Real.NaN);
        optimizer.Step();
        w.Value.ToArray().Should().Equal((Real)0.5, 1, (Real)0.75, Real.NaN);
    }

    [Fact]
    public void NAdam_restored_late_goes_on_to_the_bit()
    {
        // The momenta that the new optimizer has not seen must multiply to the same bits.
        Parameter w = Weights(1, 2, 3);
        NAdam first = new([w]);
        for (int i = 0; i < 500; i++)
            Train(first, w, i);
        Parameter other = new("w", w.Value.Clone());
        NAdam second = new([other]);
        second.Restore(first.Save());
        for (int i = 500; i < 505; i++)
        {
            Train(first, w, i);
            Train(second, other, i);
        }

        other.Value.ToArray().Should().Equal(w.Value.ToArray());

        static void Train(Optimizer optimizer, Parameter w, int i)
        {
            Give(w, 1, i % 3, -1);
            optimizer.Step();
        }
    }

    [Fact]
    public void The_first_step_of_AdaMax_has_the_size_of_the_rate_and_no_gradient_leaves_weights_alone()
    {
        Parameter w = Weights(1, 1, 1);
        AdaMax optimizer = new([w], (Real)0.25);
        Give(w, 3, -1000, 0);
        optimizer.Step();
        w.Value.ToArray()[2].Should().Be(1);
        w.Value.ToArray()[0].Should().BeApproximately((Real)0.75, (Real)1e-6);
        w.Value.ToArray()[1].Should().BeApproximately((Real)1.25, (Real)1e-6);
    }

    [Fact]
    public void A_centered_square_that_rounding_makes_negative_does_not_end_in_NaN()
    {
        // Equal gradients have no variance, so what is left of it is rounding, of either sign among so many.
        Real[] gradient = [.. Enumerable.Range(1, 1000).Select(i => (Real)(i / 7.0))];
        Parameter w = new("w", Tensor.Zeros(gradient.Length));
        RmsProp optimizer = new([w], (Real)0.01, smoothing: (Real)0.5, isCentered: true, epsilon: 1);
        for (int i = 0; i < 60; i++)
        {
            Give(w, gradient);
            optimizer.Step();
        }

        w.Value.ToArray().Should().OnlyContain(weight => Real.IsFinite(weight));
    }

    [Fact]
    public void A_change_by_a_step_is_seen_by_an_older_record()
    {
        Parameter w = Weights(1, 2);
        Tensor loss = (w.Value * w.Value).Sum();
        Give(w, 1, 1);
        new Adam([w]).Step();
        Action backward = () => loss.Backward();
        backward.Should().Throw<GradientException>().WithMessage("*Adam.Step changed it in place*");
    }

    [Fact]
    public void Steps_make_no_buffers_after_the_first()
    {
        // So large that one buffer outweighs all the small objects of a step.
        const int count = 30_000;
        const int buffer = count * sizeof(Real);
        Parameter w = new("w", Tensor.Ones(count));
        Tensor gradient = Tensor.Ones(count);
        Adam optimizer = new([w], isAmsGrad: true) { L2 = (Real)0.1 };
        long Train()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using StepScope scope = new();
            (w.Value * gradient).Sum().Backward();
            optimizer.Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Train().Should().BeGreaterThan(3 * buffer, "the probe must see the slots being made");
        Train();
        Enumerable.Range(0, 5).Select(_ => Train()).Should().OnlyContain(bytes => bytes < buffer / 2);
    }

    [Fact]
    public void No_parameters_or_one_twice_is_refused()
    {
        Parameter w = Weights(1, 2);
        Action none = () => _ = new Adam([]);
        none.Should().Throw<ArgumentException>().WithMessage("There are no parameters to train.*");
        Action twice = () => _ = new Adam([w, w]);
        twice.Should().Throw<ArgumentException>().WithMessage("Parameter w [2] is given twice: the group holds it twice.*");
        Adam optimizer = new([w]);
        Action again = () => optimizer.AddGroup(new ParameterGroup([Weights(1), w]));
        again.Should().Throw<ArgumentException>().WithMessage("Parameter w [2] is given twice: it is parameter 0 already.*");
        optimizer.Groups.Should().HaveCount(1);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Parameter[] w = [Weights(1)];
        Refused(() => new GradientDescent(w, -1), "learningRate is -1, but must be 0 or more and finite.*");
        Refused(() => new GradientDescent(w, Real.NaN), "learningRate is NaN, *");
        Refused(() => new Sgd(w, learningRateDecay: -1), "learningRateDecay is -1, *");
        Refused(() => new Momentum(w, factor: 1), "factor is 1, but must be from 0 up to, but not including, 1.*");
        Refused(() => new Momentum(w, dampening: 2), "dampening is 2, but must be from 0 to 1.*");
        Refused(() => new Adam(w, beta1: 1), "beta1 is 1, *");
        Refused(() => new Adam(w, beta2: Real.NaN), "beta2 is NaN, *");
        Refused(() => new AdamW(w, beta1: -1), "beta1 is -1, *");
        Refused(() => new AdamW(w, weightDecay: Real.PositiveInfinity), "weightDecay is *");
        Refused(() => new Adam(w, epsilon: -1), "epsilon is -1, *");
        Refused(() => new RmsProp(w, smoothing: 1), "smoothing is 1, *");
        Refused(() => new RmsProp(w, momentum: -1), "momentum is -1, *");
        Refused(() => new AdaGrad(w, startSum: -1), "startSum is -1, *");
        Refused(() => new NAdam(w, beta1: 1), "beta1 is 1, *");
        Refused(() => new NAdam(w, beta2: 1), "beta2 is 1, *");
        Refused(() => new NAdam(w, epsilon: -1), "epsilon is -1, *");
        Refused(() => new NAdam(w, momentumDecay: Real.NaN), "momentumDecay is NaN, *");
        Refused(() => new RAdam(w, beta1: 1), "beta1 is 1, *");
        Refused(() => new RAdam(w, beta2: Real.NaN), "beta2 is NaN, *");
        Refused(() => new RAdam(w, epsilon: -1), "epsilon is -1, *");
        Refused(() => new AdaMax(w, beta1: -1), "beta1 is -1, *");
        Refused(() => new AdaMax(w, beta2: 1), "beta2 is 1, *");
        Refused(() => new AdaMax(w, epsilon: -1), "epsilon is -1, *");
        Refused(() => new AdaDelta(w, rho: 1), "rho is 1, *");
        Refused(() => new AdaDelta(w, epsilon: Real.NaN), "epsilon is NaN, *");
        Refused(() => new Lion(w, beta1: 1), "beta1 is 1, *");
        Refused(() => new Lion(w, beta2: -1), "beta2 is -1, *");
        Refused(() => new GradientDescent(w) { L1 = -1 }, "L1 is -1, *");
        Refused(() => new GradientDescent(w) { L2 = Real.NaN }, "L2 is NaN, *");
        Refused(() => new GradientDescent(w) { WeightDecay = -1 }, "WeightDecay is -1, *");
        Refused(() => new ParameterGroup(w) { LearningRateFactor = -1 }, "LearningRateFactor is -1, *");
        Refused(() => new ParameterGroup(w) { L1 = -1 }, "L1 is -1, *");
        Action nesterov = () => _ = new Momentum(w, dampening: (Real)0.5, isNesterov: true);
        nesterov.Should().Throw<ArgumentException>().WithMessage("Momentum: Nesterov's look ahead needs*got 0.9 and 0.5.*");
    }

    [Fact]
    public void An_optimizer_of_ones_own_sees_weights_gradient_and_slots()
    {
        Parameter w = Weights(4, 4);
        SignDescent optimizer = new([w]);
        for (int i = 0; i < 2; i++)
        {
            Give(w, 5, -7);
            optimizer.Step();
        }

        w.Value.ToArray().Should().Equal(2, 6);
        optimizer.Save().Slots["0.w.seen"].ToArray().Should().Equal(10, -14);
    }

    private static Real[] Regularized(Action<Optimizer> settings)
    {
        Parameter w = Weights(2, -2, 0);
        GradientDescent optimizer = new([w], (Real)0.5);
        settings(optimizer);
        Give(w, 0, 0, 0);
        optimizer.Step();
        return w.Value.ToArray();
    }

    private static Parameter Weights(params Real[] values) => new("w", Tensor.From(values));

    private static void Give(Parameter parameter, params Real[] gradient) => (parameter.Value * Tensor.From(gradient)).Sum().Backward();

    private static void Refused(Func<object> create, string text) =>
        create.Should().Throw<ArgumentOutOfRangeException>().WithMessage(text);

    private sealed class SignDescent(IEnumerable<Parameter> parameters) : Optimizer(parameters, 1, new OptimizerSlot("seen"))
    {
        protected override void Update(ParameterStep step)
        {
            for (int i = 0; i < step.Weights.Length; i++)
            {
                step.Slot(0)[i] += step.Gradient[i];
                step.Weights[i] -= step.LearningRate * Real.Sign(step.Gradient[i]);
            }
        }
    }
}
