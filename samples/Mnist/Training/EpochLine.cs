using NeuralCore;

namespace MnistSample;

/// <summary>What one epoch gave, in one line that fits into a terminal.</summary>
internal static class EpochLine
{
    public static string Of(EpochRecord epoch, int lastEpoch)
    {
        string number = FormattableString.Invariant($"{epoch.Epoch}").PadLeft(FormattableString.Invariant($"{lastEpoch}").Length);
        string training = Scores(epoch.Training, ", accuracy ");
        string validation = Scores(epoch.Validation!, ", ");
        double seconds = epoch.TrainingTime.TotalSeconds;
        return FormattableString.Invariant($"epoch {number}/{lastEpoch}: loss {training}; validation {validation}; {seconds:0.00} s");
    }

    private static string Scores(Evaluation scores, string separator) =>
        FormattableString.Invariant($"{scores.Loss:0.0000}{separator}{scores["accuracy"].Mean:0.0000}");
}
