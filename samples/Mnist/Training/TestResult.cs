using NeuralCore;
using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>How a model does on images it has never seen.</summary>
/// <param name="Confusion">How many images of each digit (row) were read as each digit (column).</param>
/// <param name="Mistakes">The mistakes, the most confident one first.</param>
internal sealed record TestResult(int[,] Confusion, IReadOnlyList<Mistake> Mistakes)
{
    private const int BatchSize = 500;

    public int Total => Confusion.Cast<int>().Sum();

    public int Correct => Enumerable.Range(0, Confusion.GetLength(0)).Sum(digit => Confusion[digit, digit]);

    public double Accuracy => (double)Correct / Total;

    /// <summary>Asks the model about every image.</summary>
    public static TestResult Measure(Layer model, LabeledImages images)
    {
        int[,] confusion = new int[images.ClassCount, images.ClassCount];
        List<Mistake> mistakes = [];
        int index = 0;
        foreach ((Tensor inputs, _) in new DataLoader(images, BatchSize))
        {
            using StepScope scope = new();
            foreach (Reading reading in Reading.Of(model, inputs))
            {
                int truth = images.Labels.Span[index];
                confusion[truth, reading.Digit]++;
                if (truth != reading.Digit)
                    mistakes.Add(new Mistake(index, truth, reading));
                index++;
            }
        }

        // Sorting keeps the order of equals, so the report is the same every time.
        return new TestResult(confusion, [.. mistakes.OrderByDescending(mistake => mistake.Reading.Probability)]);
    }
}
