using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NeuralCore.Data;

namespace NeuralCore.Training;

/// <summary>One call of <see cref="Trainer.Fit"/>: the loops over epochs and batches, and what must outlive a batch.</summary>
internal sealed class TrainingRun
{
    private readonly Trainer trainer;
    private readonly DataLoader batches;
    private readonly DataLoader? validation;
    private readonly CancellationToken cancellation;
    private readonly int lastEpoch;
    private readonly Parameter[] parameters;
    private readonly RunningScores scores;
    private readonly ProgressReporter reporter;
    private readonly Stopwatch clock = new();
    private readonly List<EpochRecord> records = [];

    // The weights of the best epoch; until one is completed, those from before training.
    private readonly WeightSnapshot best;
    private int? bestEpoch;
    private Real rateFactor = 1;
    private double bestLoss = double.PositiveInfinity;

    public TrainingRun(
        Trainer trainer,
        DataLoader batches,
        int epochs,
        DataLoader? validation,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        this.trainer = trainer;
        this.batches = batches;
        this.validation = validation;
        this.cancellation = cancellation;
        lastEpoch = checked(batches.Epoch + epochs);
        parameters = [.. trainer.Optimizer.Groups.SelectMany(static group => group.Parameters)];
        scores = new RunningScores(trainer.Metrics, trainer.Loss.Reduction);
        reporter = new ProgressReporter(progress, scores, batches, lastEpoch);
        best = new WeightSnapshot(trainer.Model);
    }

    public TrainingHistory Run()
    {
        bool wasCancelled = false;
        try
        {
            while (batches.Epoch < lastEpoch)
                RunEpoch();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            wasCancelled = true;
        }

        if (bestEpoch is not null && (wasCancelled || trainer.RestoresBestWeights))
            best.Restore();
        return new TrainingHistory(records, wasCancelled);
    }

    private void RunEpoch()
    {
        int epoch = batches.Epoch + 1;
        int[] order = batches.OrderOf(batches.Epoch);
        scores.Clear();
        clock.Restart();
        rateFactor = trainer.Schedule.FactorAfter(batches.Epoch, lastEpoch);
        using (EpochReader reader = new(batches, order))
        {
            for (int number = 0; number < batches.Count; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                RunStep(reader, number);
                reporter.AfterBatch(epoch, number + 1, clock.Elapsed);
            }
        }

        clock.Stop();

        // The last update has had no loss to show that it went wrong.
        if (NonFiniteSearch.InParameters(trainer.Model) is { } cause)
            Fail("a weight", Place(batches.Count - 1), cause);
        EpochRecord record = new(epoch, scores.ToEvaluation(), Validate(), clock.Elapsed);
        records.Add(record);
        if (record.DecidingLoss < bestLoss)
        {
            best.Take();
            bestEpoch = epoch;
            bestLoss = record.DecidingLoss;
        }

        batches.Epoch = epoch;
        reporter.AfterEpoch(record);
    }

    private void RunStep(EpochReader reader, int number)
    {
        using StepScope step = new();
        Batch batch = reader.Next();
        Tensor prediction = trainer.Model.Forward(batch.Inputs);
        Tensor loss = trainer.Loss.Forward(prediction, batch.Targets);
        double value = loss.Item();
        if (!double.IsFinite(value))
            Fail("the loss", Place(number), NonFiniteSearch.Run(trainer.Model, batch));
        scores.Add(value, prediction, batch);
        loss.Backward();
        if (trainer.MaxGradientNorm is { } norm)
            Clip(norm, number);
        Update();
    }

    // The factor is there for the step alone: whoever looks at the rate between steps, or sets it, means the optimizer's own.
    private void Update()
    {
        Real rate = trainer.Optimizer.LearningRate;
        trainer.Optimizer.LearningRate = rate * rateFactor;
        try
        {
            trainer.Optimizer.Step();
        }
        finally
        {
            trainer.Optimizer.LearningRate = rate;
        }
    }

    private void Clip(Real norm, int number)
    {
        try
        {
            GradientClip.ByNorm(parameters, norm);
        }
        catch (NonFiniteException)
        {
            Fail("a gradient", Place(number), NonFiniteSearch.InGradients(trainer.Model));
        }
    }

    private string Place(int number) => $"epoch {batches.Epoch + 1}, step {number + 1}";

    private Evaluation? Validate()
    {
        if (validation is null)
            return null;
        Evaluation evaluation = trainer.Evaluate(validation, cancellation);
        trainer.Model.Train();
        if (!double.IsFinite(evaluation.Loss))
            Fail("the validation loss", Place(batches.Count - 1), NonFiniteSearch.Unseen);
        return evaluation;
    }

    [DoesNotReturn]
    private void Fail(string what, string where, string cause)
    {
        best.Restore();
        Throw.NotFinite(what, where, cause, bestEpoch);
    }
}
