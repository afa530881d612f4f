using System.Globalization;
using System.Text;

namespace NeuralCore;

/// <summary>What training gave, epoch by epoch.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochRecord> epochs, bool wasCancelled)
    {
        Epochs = epochs;
        WasCancelled = wasCancelled;
    }

    /// <summary>The epochs that were completed.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; }

    /// <summary>Whether training was stopped before its end.</summary>
    public bool WasCancelled { get; }

    /// <summary>
    /// The epoch with the smallest validation loss, or training loss without validation; the first of several; null when none was
    /// completed.
    /// </summary>
    public EpochRecord? Best => Epochs.MinBy(static epoch => epoch.DecidingLoss);

    /// <summary>How long the training of all completed epochs took, without validation.</summary>
    public TimeSpan TrainingTime => Epochs.Aggregate(TimeSpan.Zero, static (sum, epoch) => sum + epoch.TrainingTime);

    /// <summary>
    /// A table with a line for each epoch, separated by commas, with a point in numbers whatever the culture (RFC 4180):
    /// <c>epoch,loss,accuracy,validation_loss,validation_accuracy,seconds,examples_per_second</c>.
    /// </summary>
    public string ToCsv()
    {
        StringBuilder text = new("epoch");
        if (Epochs.Count > 0)
        {
            AppendNames(text, "", Epochs[0].Training);
            AppendNames(text, "validation_", Epochs[0].Validation);
        }

        text.Append(",seconds,examples_per_second\n");
        foreach (EpochRecord epoch in Epochs)
        {
            text.Append(epoch.Epoch.ToString(CultureInfo.InvariantCulture));
            AppendValues(text, epoch.Training);
            AppendValues(text, epoch.Validation);
            AppendValue(text, epoch.TrainingTime.TotalSeconds);
            AppendValue(text, epoch.ExamplesPerSecond);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void AppendNames(StringBuilder text, string prefix, Evaluation? evaluation)
    {
        if (evaluation is null)
            return;
        text.Append(',').Append(prefix).Append("loss");
        foreach ((string name, _) in evaluation.Metrics)
            text.Append(',').Append(Quoted(prefix + name));
    }

    private static void AppendValues(StringBuilder text, Evaluation? evaluation)
    {
        if (evaluation is null)
            return;
        AppendValue(text, evaluation.Loss);
        foreach ((_, Score score) in evaluation.Metrics)
            AppendValue(text, score.Mean);
    }

    private static void AppendValue(StringBuilder text, double value) =>
        text.Append(',').Append(value.ToString("R", CultureInfo.InvariantCulture));

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAny(",\"\r\n") < 0 ? name : '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
