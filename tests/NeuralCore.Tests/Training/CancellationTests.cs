using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class CancellationTests
{
    [Fact]
    public void Cancelling_keeps_the_weights_of_the_best_epoch()
    {
        int[] afterTwo = BitsAfter(epochs: 2);
        Sequential model = Blobs.Model();
        Trainer trainer = Blobs.TrainerOf(model);
        using CancellationTokenSource source = new();

        // From the third epoch on the rate is so high that the loss gets worse; the fourth is cut short.
        CancelIn reader = new(Blobs.Points(200), read: (3 * 7) + 3, source);
        DataLoader loader = new(reader, 32, shuffle: true, seed: 4);
        TrainingHistory history = trainer.Fit(loader, 10, Blobs.Points(60, seed: 2), Worsening(trainer.Optimizer), source.Token);

        history.WasCancelled.Should().BeTrue();
        history.Epochs.Should().HaveCount(3);
        history.Best!.Epoch.Should().Be(2);
        Blobs.BitsOf(model).Should().Equal(afterTwo);
        model.Parameters.Should().OnlyContain(parameter => parameter.Gradient == null);
        loader.Epoch.Should().Be(3);
    }

    [Fact]
    public void Cancelling_in_the_first_epoch_keeps_what_was_learned()
    {
        Sequential model = Blobs.Model();
        int[] before = Blobs.BitsOf(model);
        using CancellationTokenSource source = new();
        DataLoader loader = new(new CancelIn(Blobs.Points(200), read: 3, source), 32);
        TrainingHistory history = Blobs.TrainerOf(model).Fit(loader, 5, cancellation: source.Token);
        history.WasCancelled.Should().BeTrue();
        history.Epochs.Should().BeEmpty();
        history.Best.Should().BeNull();
        Blobs.BitsOf(model).Should().NotEqual(before);
        loader.Epoch.Should().Be(0);
    }

    [Fact]
    public void The_best_weights_come_back_at_the_end_only_when_asked_for()
    {
        int[] afterTwo = BitsAfter(epochs: 2);
        foreach (bool restores in new[] { true, false })
        {
            Sequential model = Blobs.Model();
            Trainer trainer = new(model, new CrossEntropy(), new Momentum(model.Parameters, (Real)0.1)) { RestoresBestWeights = restores };
            TrainingHistory history = trainer.Fit(Blobs.Batches(), 3, Blobs.Points(60, seed: 2), Worsening(trainer.Optimizer));
            history.WasCancelled.Should().BeFalse();
            history.Best!.Epoch.Should().Be(2);
            Blobs.BitsOf(model).SequenceEqual(afterTwo).Should().Be(restores);
        }
    }

    private static ReportTo Worsening(Optimizer optimizer) => new(progress =>
    {
        if (progress.Completed is { Epoch: 2 })
            optimizer.LearningRate = 30;
    });

    private static int[] BitsAfter(int epochs)
    {
        Sequential model = Blobs.Model();
        Blobs.TrainerOf(model).Fit(Blobs.Batches(), epochs);
        return Blobs.BitsOf(model);
    }

    private sealed class CancelIn(IDataset source, int read, CancellationTokenSource cancellation) : IDataset
    {
        private int reads;

        public int Count => source.Count;

        public Shape InputShape => source.InputShape;

        public Shape TargetShape => source.TargetShape;

        public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
        {
            source.Read(indices, inputs, targets);
            if (++reads == read)
                cancellation.Cancel();
        }
    }
}
