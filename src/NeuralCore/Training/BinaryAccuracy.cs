namespace NeuralCore;

/// <summary>
/// How many yes-or-no answers are right. A prediction above the threshold means yes, and so does a target above a half. Predictions and
/// targets have one shape; each of their numbers is one answer.
/// </summary>
public sealed class BinaryAccuracy : Metric
{
    private readonly Real threshold;

    /// <summary>Creates the metric.</summary>
    /// <param name="threshold">0 for logits, 0.5 for probabilities.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not a number.</exception>
    public BinaryAccuracy(Real threshold = 0)
        : base("accuracy")
    {
        if (Real.IsNaN(threshold))
            Throw.OutOfRange(nameof(threshold), threshold, "a number: 0 for logits, 0.5 for probabilities");
        this.threshold = threshold;
    }

    /// <inheritdoc/>
    public override Score Measure(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        if (prediction.Shape != target.Shape)
            Throw.ShapesDiffer(nameof(BinaryAccuracy), target.Shape, prediction.Shape);
        ReadOnlySpan<Real> said = prediction.Values;
        ReadOnlySpan<Real> truth = target.Values;
        int right = 0;
        for (int i = 0; i < said.Length; i++)
        {
            if (said[i] > threshold == truth[i] > (Real)0.5)
                right++;
        }

        return new Score(right, said.Length);
    }
}
