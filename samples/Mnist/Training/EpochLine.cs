using NeuralCore;

namespace MnistSample;

/// <summary>What one epoch gave, in one line that fits into a terminal.</summary>
internal static class EpochLine
{
    public static string Of(EpochRecord epoch, int lastEpoch)
    {
        string number = FormattableString.Invariant($"{epoch.Epoch}").PadLeft(FormattableString.Invariant($"{lastEpoch}").Length);
        return FormattableString.Invariant(
            $"epoch {number}/{lastEpoch}: loss {Scores(epoch.Training, ", accuracy ")}; validation {Scores(epoch.Validation!, ", ")}; {epoch.TrainingTime.TotalSeconds:0.00} s");
    }

    private static string Scores(Evaluation scores, string separator) =>
        FormattableString.Invariant($"{scores.Loss:0.0000}{separator}{scores["accuracy"].Mean:0.0000}");
}
