using NeuralCore;

namespace MnistSample;

/// <summary>The history of the training as a table, with a last column that says what was learned.</summary>
internal static class HistoryFile
{
    public const string Name = "history.csv";

    public static string Text(TrainingHistory history, Digits digits)
    {
        string[] lines = history.ToCsv().TrimEnd('\n').Split('\n');
        return string.Concat(lines.Select((line, number) => $"{line},{(number == 0 ? "data" : digits.Kind)}\n"));
    }
}
