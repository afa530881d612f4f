using System.Globalization;
using NeuralCore;

namespace MnistSample;

/// <summary>What one epoch gave, in one line of text.</summary>
internal static class EpochLine
{
    public static string Of(EpochRecord epoch, int lastEpoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(Digits(lastEpoch))}/{lastEpoch}   {Scores("training", epoch.Training)}   {Scores("validation", epoch.Validation!)}   {epoch.ExamplesPerSecond:#,0} examples/s   {epoch.TrainingTime.TotalSeconds:0.00} s");

    private static string Scores(string name, Evaluation scores) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} loss {scores.Loss:0.0000} accuracy {scores["accuracy"].Mean:0.0000}");

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
