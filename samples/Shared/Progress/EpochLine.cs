using System.Globalization;

namespace NeuralCore.Samples;

/// <summary>What one epoch gave, in one line that fits into a terminal.</summary>
public static class EpochLine
{
    public static string Of(EpochRecord epoch, int lastEpoch)
    {
        string number = FormattableString.Invariant($"{epoch.Epoch}").PadLeft(FormattableString.Invariant($"{lastEpoch}").Length);
        string validation = epoch.Validation is { } seen ? $"; validation {Numbers(seen)}" : "";
        double seconds = epoch.TrainingTime.TotalSeconds;
        return FormattableString.Invariant(
            $"epoch {number}/{lastEpoch}: {Scores(epoch.Training, ", ")}{validation}; {seconds:0.00} s");
    }

    /// <summary>The loss and the metrics with their names.</summary>
    internal static string Scores(Evaluation scores, string separator) => string.Join(
        separator, scores.Metrics.Select(metric => $"{metric.Name} {Number(metric.Score.Mean)}").Prepend($"loss {Number(scores.Loss)}"));

    private static string Numbers(Evaluation scores) =>
        string.Join(", ", scores.Metrics.Select(metric => Number(metric.Score.Mean)).Prepend(Number(scores.Loss)));

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
