using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Optimizers;

public sealed class LBfgsTests
{
    [Fact]
    public void A_quadratic_of_n_numbers_is_solved_in_little_more_than_n_directions()
    {
        // f = Σ (i + 1) (w[i] - i)² / 2, whose curvatures differ sixfold.
        Parameter w = new("w", Tensor.Zeros(6));
        Tensor goal = Tensor.Range(6);
        Tensor curvature = Tensor.Range(1, 7);
        LBfgs optimizer = new([w], maxIterations: 12, lineSearch: LineSearch.StrongWolfe);
        Real before = optimizer.Step(() => (curvature * (w.Value - goal).Square()).Sum() * (Real)0.5);
        before.Should().Be((Real)((2 * 1) + (3 * 4) + (4 * 9) + (5 * 16) + (6 * 25)) / 2);
        w.Value.ToArray().Zip(goal.ToArray()).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < (Real)1e-4);
        optimizer.Iterations.Should().BeLessThanOrEqualTo(12);
        optimizer.Evaluations.Should().BeGreaterThanOrEqualTo(optimizer.Iterations);
        w.Gradient.Should().BeNull();
    }

    [Fact]
    public void Rosenbrocks_valley_is_walked_to_its_end()
    {
        Parameter x = new("x", Tensor.From([(Real)(-1.2)]));
        Parameter y = new("y", Tensor.From([1]));
        LBfgs optimizer = new([x, y], maxIterations: 20, lineSearch: LineSearch.StrongWolfe);
        for (int i = 0; i < 5; i++)
            optimizer.Step(Loss);
        x.Value[0].Should().BeApproximately(1, (Real)1e-3);
        y.Value[0].Should().BeApproximately(1, (Real)2e-3);
        optimizer.Iterations.Should().BeLessThan(60);

        Tensor Loss() => ((1 - x.Value).Square() + (100 * (y.Value - x.Value.Square()).Square())).Sum();
    }

    [Fact]
    public void At_the_lowest_point_nothing_moves()
    {
        Parameter w = new("w", Tensor.Ones(3));
        LBfgs optimizer = new([w]);
        optimizer.Step(() => (w.Value - 1).Square().Sum()).Should().Be(0);
        w.Value.ToArray().Should().Equal(1, 1, 1);
        optimizer.Evaluations.Should().Be(1);
        optimizer.Iterations.Should().Be(0);
    }

    [Fact]
    public void Frozen_parameters_stay()
    {
        Parameter w = new("w", Tensor.Ones(2));
        Parameter frozen = new("frozen", Tensor.Ones(2)) { IsFrozen = true };
        LBfgs optimizer = new([w, frozen], lineSearch: LineSearch.StrongWolfe);
        optimizer.Step(() => (w.Value * frozen.Value - 3).Square().Sum());
        frozen.Value.ToArray().Should().Equal(1, 1);
        w.Value.ToArray().Should().OnlyContain(value => Math.Abs(value - 3) < (Real)1e-3);
    }

    [Theory]
    [InlineData(LineSearch.None)]
    [InlineData(LineSearch.StrongWolfe)]
    public void A_step_makes_nothing_as_large_as_the_parameters(LineSearch lineSearch)
    {
        Parameter w = new("w", Tensor.Ones(100_000));
        Tensor curvature = 1 + Tensor.Uniform(new Rng(1), 100_000);
        LBfgs optimizer = new([w], (Real)0.1, 2, historySize: 2, lineSearch: lineSearch);
        for (int i = 0; i < 4; i++)
            Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long evaluations = optimizer.Evaluations;
        Step();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000);
        (optimizer.Evaluations - evaluations).Should().BeGreaterThan(1);

        void Step()
        {
            using StepScope scope = new();
            optimizer.Step(() => (curvature * w.Value.Square()).Sum() * (Real)0.5);
        }
    }

    [Fact]
    public void Inside_a_scope_what_the_loss_makes_ends_with_it_unless_it_is_kept()
    {
        Parameter w = new("w", Tensor.Ones(3));
        (Tensor? lent, Tensor? kept) = (null, null);
        using (new StepScope())
        {
            new LBfgs([w]).Step(Loss);
            ((Action)(() => lent!.ToArray())).Should().Throw<ObjectDisposedException>();
            kept!.ToArray().Should().HaveCount(3);
        }

        new LBfgs([w]).Step(Loss);
        lent!.ToArray().Should().HaveCount(3);

        Tensor Loss()
        {
            lent = w.Value * 2;
            kept = (w.Value * 3).Keep();
            return (lent - 1).Square().Sum();
        }
    }

    [Theory]
    [InlineData(LineSearch.None, true)]
    [InlineData(LineSearch.None, false)]
    [InlineData(LineSearch.StrongWolfe, true)]
    [InlineData(LineSearch.StrongWolfe, false)]
    public void What_is_frozen_or_thawed_between_steps_starts_the_curvature_anew(LineSearch lineSearch, bool isFrozenFirst)
    {
        // After the change every step must be that of an optimizer that never saw the other problem.
        Tensor inputs = Tensor.Normal(new Rng(1), 20, 6);
        Tensor targets = Tensor.Normal(new Rng(2), 20, 2);
        Dense model = new(6, 2, Activation.Tanh, rng: new Rng(3));
        model.Parameters[0].IsFrozen = isFrozenFirst;
        Real[] before = model.Parameters[0].Value.ToArray();
        LBfgs optimizer = new(model.Parameters, (Real)0.5, 4, lineSearch: lineSearch);
        Step(model, optimizer);
        model.Parameters[0].Value.ToArray().SequenceEqual(before).Should().Be(isFrozenFirst);
        Dense copy = new(6, 2, Activation.Tanh, rng: new Rng(4));
        foreach ((Parameter to, Parameter from) in copy.Parameters.Zip(model.Parameters))
            to.Value.CopyFrom(from.Value.AsReadOnlySpan());
        copy.Parameters[0].IsFrozen = model.Parameters[0].IsFrozen = !isFrozenFirst;
        LBfgs fresh = new(copy.Parameters, (Real)0.5, 4, lineSearch: lineSearch);
        for (int i = 0; i < 3; i++)
        {
            Step(model, optimizer);
            Step(copy, fresh);
        }

        model.Parameters.SelectMany(parameter => parameter.Value.ToArray()).Should().Equal(copy.Parameters.SelectMany(parameter => parameter.Value.ToArray()));

        void Step(Dense layer, LBfgs by) => by.Step(() => Loss.MeanSquaredError(layer.Forward(inputs), targets));
    }

    [Theory]
    [InlineData(LineSearch.None)]
    [InlineData(LineSearch.StrongWolfe)]
    public void A_run_goes_on_from_its_state_to_the_bit(LineSearch lineSearch)
    {
        Tensor inputs = Tensor.Normal(new Rng(1), 20, 6);
        Tensor targets = Tensor.Normal(new Rng(2), 20, 2);
        (Dense model, LBfgs optimizer) = Create();
        for (int i = 0; i < 3; i++)
            Step(model, optimizer);
        OptimizerState state = optimizer.Save();
        (Dense copy, LBfgs resumed) = Create();
        foreach ((Parameter to, Parameter from) in copy.Parameters.Zip(model.Parameters))
            to.Value.CopyFrom(from.Value.AsReadOnlySpan());
        Step(model, optimizer);
        resumed.Restore(state);
        Step(copy, resumed);
        copy.Parameters.SelectMany(parameter => parameter.Value.ToArray()).Should().Equal(model.Parameters.SelectMany(parameter => parameter.Value.ToArray()));
        (resumed.Iterations, resumed.Evaluations).Should().Be((optimizer.Iterations, optimizer.Evaluations));

        (Dense Model, LBfgs Optimizer) Create()
        {
            Dense made = new(6, 2, Activation.Tanh, rng: new Rng(3));
            return (made, new LBfgs(made.Parameters, (Real)0.5, 4, historySize: 5, lineSearch: lineSearch));
        }

        void Step(Dense layer, LBfgs by) => by.Step(() => Loss.MeanSquaredError(layer.Forward(inputs), targets));
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_whole()
    {
        Parameter w = new("w", Tensor.Ones(2));
        LBfgs optimizer = new([w], (Real)0.1, 3);
        optimizer.Step(() => w.Value.Square().Sum());
        OptimizerState state = optimizer.Save();
        LBfgs other = new([new Parameter("w", Tensor.Ones(3))]);
        ((Action)(() => other.Restore(state))).Should().Throw<ArgumentException>()
            .WithMessage("LBfgs: the state does not fit, and nothing was restored. of another shape: gradient is [2], expected [3]; of another shape: step is*");
        other.Iterations.Should().Be(0);
        OptimizerState foreign = new Adam([w]).Save();
        ((Action)(() => optimizer.Restore(foreign))).Should().Throw<ArgumentException>()
            .WithMessage("*missing: the number of iterations; missing: the number of evaluations*");
        OptimizerState fresh = new LBfgs([w], 2).Save();
        optimizer.Restore(fresh);
        (optimizer.Iterations, optimizer.LearningRate).Should().Be((0, 2));
    }

    [Fact]
    public void A_loss_that_is_no_number_is_refused_and_changes_nothing()
    {
        Parameter w = new("w", Tensor.Ones(2));
        ((Action)(() => new LBfgs([w]).Step(() => (w.Value * Real.NaN).Sum()))).Should().Throw<NonFiniteException>()
            .WithMessage("LBfgs: the loss before the step is NaN, and the parameters are as they were. Check*");
        w.Value.ToArray().Should().Equal(1, 1);
        ((Action)(() => new LBfgs([w]).Step(() => w.Value * 2))).Should().Throw<ShapeException>();
        ((Action)(() => new LBfgs([w]).Step(() => Tensor.Scalar(1)))).Should().Throw<GradientException>();
    }

    [Theory]
    [InlineData(LineSearch.None)]
    [InlineData(LineSearch.StrongWolfe)]
    public void A_gradient_that_is_no_number_is_refused_and_changes_nothing(LineSearch lineSearch)
    {
        // √x at 0 is finite, and its slope is not.
        Parameter w = new("w", Tensor.From([0, 1]));
        ((Action)(() => new LBfgs([w], lineSearch: lineSearch).Step(() => w.Value.Sqrt().Sum()))).Should().Throw<NonFiniteException>()
            .WithMessage("LBfgs: the gradient's largest number before the step is Infinity, and the parameters are as they were. Check*");
        w.Value.ToArray().Should().Equal(0, 1);
        w.Gradient.Should().BeNull();
    }

    [Theory]
    [InlineData(80)]
    [InlineData(2000)]
    public void The_line_search_goes_back_from_where_the_loss_is_no_number(int rate)
    {
        // w - 3 ln w has its lowest point at 3 and no value below 0, where the first step ends.
        Parameter w = new("w", Tensor.From([30]));
        LBfgs optimizer = new([w], rate, 30, lineSearch: LineSearch.StrongWolfe);
        int refused = 0;
        optimizer.Step(Loss);
        refused.Should().BeGreaterThan(0, "the search has to meet the wall");
        w.Value[0].Should().BeApproximately(3, (Real)1e-2);

        Tensor Loss()
        {
            Tensor loss = (w.Value - (3 * w.Value.Log())).Sum();
            refused += Real.IsFinite(loss.Item()) ? 0 : 1;
            return loss;
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_search_that_sees_no_finite_loss_leaves_the_parameters(double wall)
    {
        Parameter w = new("w", Tensor.From([1, 2]));
        int calls = 0;
        LBfgs optimizer = new([w], lineSearch: LineSearch.StrongWolfe);
        ((Action)(() => optimizer.Step(() => calls++ == 0 ? w.Value.Square().Sum() : w.Value.Sum() + (Real)wall))).Should().Throw<NonFiniteException>()
            .WithMessage("LBfgs: the loss, however short the step, in iteration 1 of the step is *, and the parameters are as they were before it. Set*");
        w.Value.ToArray().Should().Equal(1, 2);
        calls.Should().BeInRange(3, 30);
        Resumes(optimizer, w);
    }

    [Fact]
    public void A_loss_that_is_no_number_after_a_step_takes_that_step_back()
    {
        // Without a search the third evaluation is after the second direction.
        Parameter w = new("w", Tensor.From([1, 2]));
        List<Real[]> seen = [];
        LBfgs optimizer = new([w], (Real)0.1, 5);
        ((Action)(() => optimizer.Step(Loss))).Should().Throw<NonFiniteException>()
            .WithMessage("LBfgs: the loss in iteration 2 of the step is NaN, and the parameters are as they were before it. Set a lower*");
        seen.Should().HaveCount(3);
        w.Value.ToArray().Should().Equal(seen[1]).And.NotEqual(seen[2]);
        w.Gradient.Should().BeNull();
        Resumes(optimizer, w);

        Tensor Loss()
        {
            seen.Add(w.Value.ToArray());
            return w.Value.Square().Sum() * (seen.Count == 3 ? Real.NaN : 1);
        }
    }

    [Theory]
    [InlineData(LineSearch.None)]
    [InlineData(LineSearch.StrongWolfe)]
    public void A_loss_that_throws_leaves_the_parameters_where_its_direction_began(LineSearch lineSearch)
    {
        Parameter w = new("w", Tensor.From([1, 2]));
        int calls = 0;
        LBfgs optimizer = new([w], (Real)0.1, lineSearch: lineSearch);
        ((Action)(() => optimizer.Step(() => calls++ == 0 ? w.Value.Square().Sum() : throw new TimeoutException()))).Should().Throw<TimeoutException>();
        w.Value.ToArray().Should().Equal(1, 2);
        w.Gradient.Should().BeNull();
    }

    /// <summary>After what went wrong the optimizer works as a new one.</summary>
    private static void Resumes(LBfgs optimizer, Parameter w)
    {
        Parameter copy = new("w", Tensor.From(w.Value.ToArray()));
        LBfgs fresh = new([copy], optimizer.LearningRate, 5, lineSearch: LineSearch.None);
        OptimizerState state = optimizer.Save();
        LBfgs resumed = new([w], optimizer.LearningRate, 5, lineSearch: LineSearch.None);
        resumed.Restore(state);
        for (int i = 0; i < 3; i++)
        {
            fresh.Step(() => copy.Value.Square().Square().Sum());
            resumed.Step(() => w.Value.Square().Square().Sum());
        }

        w.Value.ToArray().Should().Equal(copy.Value.ToArray()).And.OnlyContain(value => Real.IsFinite(value));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Parameter[] some = [new("w", Tensor.Ones(2))];
        Refused(() => new LBfgs(some, -1), "LearningRate is -1, but must be 0 or more and finite.*");
        Refused(() => new LBfgs(some, maxIterations: 0), "maxIterations must be 1 or more.*");
        Refused(() => new LBfgs(some, maxEvaluations: 0), "maxEvaluations must be 1 or more.*");
        Refused(() => new LBfgs(some, historySize: 0), "historySize must be 1 or more.*");
        Refused(() => new LBfgs(some, gradientTolerance: Real.NaN), "gradientTolerance is NaN, but must be*");
        Refused(() => new LBfgs(some, changeTolerance: -1), "changeTolerance is -1, but must be*");
        Refused(() => new LBfgs(some, lineSearch: (LineSearch)7), "lineSearch must be a line search that exists.*");
        ((Action)(() => _ = new LBfgs([]))).Should().Throw<ArgumentException>().WithMessage("There are no parameters to train.*");
        ((Action)(() => _ = new LBfgs([some[0], some[0]]))).Should().Throw<ArgumentException>().WithMessage("Parameter w [2] is given twice: it is parameter 0 already*");
        Tensor shared = Tensor.Zeros(1 << 20);
        Parameter[] many = [.. Enumerable.Range(0, 2048).Select(_ => new Parameter("w", shared))];
        ((Action)(() => _ = new LBfgs(many))).Should().Throw<ArgumentException>().WithMessage("LBfgs: the parameters hold 2147483648 numbers, but*");

        static void Refused(Func<LBfgs> act, string message) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }
}
