namespace NeuralCore;

/// <summary>
/// How many examples are put into the right class: the class with the largest prediction, the first of them where several are equal.
/// Shapes: predictions [batch, classes], logits or probabilities; targets [batch], numbers of classes, or [batch, classes], of which the
/// largest counts. There are at least two classes: among one, the largest is always right.
/// </summary>
public sealed class Accuracy : Metric
{
    private readonly int? ignoredLabel;

    /// <summary>Creates the metric.</summary>
    /// <param name="ignoredLabel">A label whose examples are left out, as in the loss with an ignored index.</param>
    public Accuracy(int? ignoredLabel = null)
        : base("accuracy") => this.ignoredLabel = ignoredLabel;

    /// <inheritdoc/>
    public override Score Measure(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        bool isLabel = target.Rank == 1;
        if (prediction.Rank != 2
            || prediction.Shape[1] < 2
            || (isLabel ? target.Count != prediction.Shape[0] : target.Shape != prediction.Shape))
            Throw.AccuracyShapes(prediction.Shape, target.Shape);
        int classes = prediction.Shape[1];
        int right = 0;
        int counted = 0;
        for (int i = 0; i < prediction.Shape[0]; i++)
        {
            Real label = isLabel ? target.Values[i] : Largest(target.Values.Slice(i * classes, classes));
            if (label == ignoredLabel)
                continue;
            counted++;
            if (label == Largest(prediction.Values.Slice(i * classes, classes)))
                right++;
        }

        return new Score(right, counted);
    }

    private static int Largest(ReadOnlySpan<Real> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
                largest = i;
        }

        return largest;
    }
}
