using FluentAssertions;
using NeuralCore.Tests.Training;
using Xunit;

namespace NeuralCore.Tests.IO;

public sealed class LBfgsCheckpointTests : IDisposable
{
    private readonly SafeTensorsFile file = new();
    private readonly Tensor inputs = Tensor.Normal(new Rng(1), 20, 6);
    private readonly Tensor targets = Tensor.Normal(new Rng(2), 20, 2);

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(LineSearch.None, 3)]
    [InlineData(LineSearch.None, 0)]
    [InlineData(LineSearch.StrongWolfe, 3)]
    [InlineData(LineSearch.StrongWolfe, 0)]
    public void A_resumed_run_equals_an_uninterrupted_one_to_the_bit(LineSearch lineSearch, int stepsBefore)
    {
        // The history holds fewer directions than were taken, and one weight stays as it is.
        (Sequential whole, LBfgs optimizer) = Build(lineSearch);
        for (int i = 0; i < stepsBefore; i++)
            Step(whole, optimizer);
        Checkpoint.Save(file.Path, whole, optimizer);

        (Sequential resumed, LBfgs second) = Build(lineSearch);
        Step(resumed, second);
        Checkpoint.Load(file.Path, resumed, second);
        Blobs.BitsOf(resumed).Should().Equal(Blobs.BitsOf(whole));
        second.Iterations.Should().Be(optimizer.Iterations);
        for (int i = 0; i < 3; i++)
            Step(resumed, second).Should().Be(Step(whole, optimizer));
        Blobs.BitsOf(resumed).Should().Equal(Blobs.BitsOf(whole));
        second.Evaluations.Should().Be(optimizer.Evaluations).And.BeGreaterThan(0);
    }

    // What is frozen changes between the last step and the saving: the next step forgets the directions before, resumed or not.
    [Theory]
    [InlineData(LineSearch.None)]
    [InlineData(LineSearch.StrongWolfe)]
    public void A_run_resumes_to_the_bit_when_something_was_frozen_before_it_was_saved(LineSearch lineSearch)
    {
        (Sequential whole, LBfgs optimizer) = Build(lineSearch);
        Step(whole, optimizer);
        Step(whole, optimizer);
        whole.Parameters[2].IsFrozen = true;
        Checkpoint.Save(file.Path, whole, optimizer);

        (Sequential resumed, LBfgs second) = Build(lineSearch);
        resumed.Parameters[2].IsFrozen = true;
        Checkpoint.Load(file.Path, resumed, second);
        for (int i = 0; i < 3; i++)
            Step(resumed, second).Should().Be(Step(whole, optimizer));
        Blobs.BitsOf(resumed).Should().Equal(Blobs.BitsOf(whole));
    }

    [Fact]
    public void A_history_longer_than_there_is_room_for_is_refused()
    {
        (Sequential model, LBfgs optimizer) = Build(LineSearch.StrongWolfe);
        for (int i = 0; i < 3; i++)
            Step(model, optimizer);
        Checkpoint.Save(file.Path, model, optimizer);
        LBfgs shorter = new(model.Parameters, historySize: 2);
        Action load = () => Checkpoint.Load(file.Path, model, shorter);
        load.Should().Throw<ArgumentException>().WithMessage("*too many: 5 pairs in the history, which holds 2*");
    }

    [Fact]
    public void The_checkpoint_of_another_optimizer_is_refused()
    {
        (Sequential model, LBfgs optimizer) = Build(LineSearch.None);
        Adam adam = new(model.Parameters);
        Checkpoint.Save(file.Path, model, adam, Blobs.Batches());
        Action load = () => Checkpoint.Load(file.Path, model, optimizer);
        load.Should().Throw<InvalidOperationException>().WithMessage("*made with the optimizer Adam, and LBfgs was given. *");

        Checkpoint.Save(file.Path, model, optimizer);
        load = () => Checkpoint.Load(file.Path, model, adam, Blobs.Batches());
        load.Should().Throw<InvalidOperationException>().WithMessage("*made with the optimizer LBfgs, and Adam was given. *");
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        (Sequential saved, LBfgs optimizer) = Build(LineSearch.None);
        Step(saved, optimizer);
        Checkpoint.Save(file.Path, saved, optimizer);

        (Sequential model, _) = Build(LineSearch.None);
        int[] before = Blobs.BitsOf(model);
        LBfgs other = new(model.Parameters.Skip(1));
        Action load = () => Checkpoint.Load(file.Path, model, other);
        load.Should().Throw<ArgumentException>().WithMessage("*of another shape: gradient is *");
        Blobs.BitsOf(model).Should().Equal(before);
        (other.Iterations, other.LearningRate).Should().Be((0, 1));

        Sequential wider = new(new Dense(6, 9), new Dense(9, 2));
        load = () => Checkpoint.Load(file.Path, wider, new LBfgs(wider.Parameters));
        load.Should().Throw<WeightMismatchException>();
    }

    private static (Sequential Model, LBfgs Optimizer) Build(LineSearch lineSearch)
    {
        Sequential model = new(new Dense(6, 8, Activation.Tanh, rng: new Rng(3)), new Dense(8, 2, rng: new Rng(4)));
        model.Parameters[1].IsFrozen = true;
        return (model, new LBfgs(model.Parameters, (Real)0.3, maxIterations: 4, historySize: 5, lineSearch: lineSearch));
    }

    private Real Step(Sequential model, LBfgs optimizer) => optimizer.Step(() => Loss.MeanSquaredError(model.Forward(inputs), targets));
}
