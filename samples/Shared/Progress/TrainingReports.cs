namespace NeuralCore.Samples;

/// <summary>Hands the reports of a trainer on in words.</summary>
internal sealed class TrainingReports(IProgress<WorkProgress> progress) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => progress.Report(new WorkProgress(
        Done: ((value.Epoch - 1.0) * value.Batches) + value.Batch,
        Total: (double)value.LastEpoch * value.Batches,
        Stage: $"epoch {value.Epoch}/{value.LastEpoch}",
        Scores: EpochLine.Scores(value.Training, " "),
        Speed: FormattableString.Invariant($"{value.ExamplesPerSecond:#,0} examples/s"),
        value.Remaining,
        Line: value.Completed is { } epoch ? EpochLine.Of(epoch, value.LastEpoch) : null));
}
