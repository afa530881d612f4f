using System.Diagnostics;

namespace NeuralCore.Training;

/// <summary>Tells somebody how training goes, at most ten times in a second and at the end of each epoch.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? progress, RunningScores scores, DataLoader batches, int lastEpoch)
{
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch total = Stopwatch.StartNew();
    private readonly int firstEpoch = batches.Epoch;
    private TimeSpan next;

    public void AfterBatch(int epoch, int batch, TimeSpan epochTime)
    {
        // The end of an epoch has a report of its own, with its record.
        if (progress is null || batch == batches.Count || total.Elapsed < next)
            return;
        next = total.Elapsed + interval;
        Evaluation soFar = scores.ToEvaluation();
        Report(epoch, batch, soFar, soFar.Examples / epochTime.TotalSeconds, completed: null);
    }

    public void AfterEpoch(EpochRecord record)
    {
        if (progress is null)
            return;
        next = total.Elapsed + interval;
        Report(record.Epoch, batches.Count, record.Training, record.ExamplesPerSecond, record);
    }

    private void Report(int epoch, int batch, Evaluation soFar, double rate, EpochRecord? completed)
    {
        double done = ((double)(epoch - 1 - firstEpoch) * batches.Count) + batch;
        double all = (double)(lastEpoch - firstEpoch) * batches.Count;
        TimeSpan remaining = total.Elapsed * ((all - done) / done);
        progress!.Report(new TrainingProgress(epoch, lastEpoch, batch, batches.Count, soFar, rate, remaining, completed));
    }
}
