namespace NeuralCore;

/// <summary>What the losses over classes share: labels, class weights, and a label that does not count.</summary>
public abstract class ClassLoss : Loss
{
    private readonly bool takesProbabilities;
    private readonly Tensor? weights;

    private protected ClassLoss(bool takesProbabilities, ReadOnlySpan<Real> classWeights, int? ignoredIndex, LossReduction reduction)
        : base(reduction)
    {
        this.takesProbabilities = takesProbabilities;
        for (int i = 0; i < classWeights.Length; i++)
        {
            if (!(classWeights[i] >= 0 && Real.IsFinite(classWeights[i])))
                Throw.Setting($"{nameof(classWeights)}[{i}]", classWeights[i], "0 or more and finite");
        }

        IgnoredIndex = ignoredIndex;
        weights = classWeights.IsEmpty ? null : Tensor.From(classWeights).Keep();
    }

    /// <summary>What an example of each class counts; empty where all count the same.</summary>
    public ReadOnlySpan<Real> ClassWeights => weights is null ? [] : weights.Values;

    /// <summary>The label of examples that do not count; null where all do.</summary>
    public int? IgnoredIndex { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class.</exception>
    /// <exception cref="ArgumentException">A mean is asked, and no example counts.</exception>
    public sealed override Tensor Forward(Tensor prediction, Tensor target)
    {
        // prediction [batch, classes, ...] · target [batch, ...] or [batch, classes, ...] → [batch, ...]
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        Shape examples = prediction.Rank >= 2 ? prediction.Shape.Remove(1) : default;
        bool areLabels = prediction.Rank >= 2 && target.Shape == examples;
        bool areProbabilities = takesProbabilities && prediction.Rank >= 2 && target.Shape == prediction.Shape;
        if (!areLabels && !areProbabilities)
            Throw.ClassShapes(ToString(), prediction.Shape, target.Shape, takesProbabilities);
        int classes = prediction.Shape[1];
        if (classes == 0)
            Throw.NoClasses(ToString(), prediction.Shape);
        if (weights is not null && weights.Count != classes)
            Throw.ClassWeightCount(ToString(), weights.Count, classes);

        Tensor? exampleWeights = areLabels ? ExampleWeights(target, classes) : null;
        Real divisor = Divisor(examples, exampleWeights);
        Tensor losses = RowLosses(Rows(prediction), areLabels ? target.View([target.Count]) : Rows(target), exampleWeights, weights);
        return Reduce(examples.Rank == 1 ? losses : losses.Reshape(examples), divisor);
    }

    /// <summary>The loss of each row, recorded.</summary>
    /// <param name="prediction">[rows, classes].</param>
    /// <param name="target">Checked labels [rows], or class probabilities [rows, classes].</param>
    /// <param name="exampleWeights">What each row with a label counts [rows]; null for probabilities.</param>
    /// <param name="classWeights">What each class counts [classes]; null where all count the same.</param>
    private protected abstract Tensor RowLosses(Tensor prediction, Tensor target, Tensor? exampleWeights, Tensor? classWeights);

    /// <summary>[batch, classes, ...] with the classes last, as [rows, classes].</summary>
    private static Tensor Rows(Tensor x)
    {
        if (x.Rank == 2)
            return x;
        int[] order = [0, .. Enumerable.Range(2, x.Rank - 2), 1];
        return x.Permute(order).Reshape(x.Count / x.Shape[1], x.Shape[1]);
    }

    /// <summary>What each example counts, by its label: the weight of the class, and 0 for the ignored label. Checks the labels.</summary>
    private Tensor ExampleWeights(Tensor labels, int classes)
    {
        ReadOnlySpan<Real> classWeights = ClassWeights;
        Tensor result = Tensor.Rent([labels.Count]);
        ReadOnlySpan<Real> values = labels.Values;
        Span<Real> counts = result.Target;
        for (int i = 0; i < values.Length; i++)
        {
            Real label = values[i];
            if (IgnoredIndex is { } ignored && label == ignored)
                counts[i] = 0;
            else if (label >= 0 && label < classes && label == Real.Floor(label))
                counts[i] = classWeights.IsEmpty ? 1 : classWeights[(int)label];
            else
                Throw.Label(ToString(), label, i, labels.Shape, classes);
        }

        return result;
    }

    private Real Divisor(Shape examples, Tensor? exampleWeights)
    {
        Real divisor = Divisor(examples);
        bool allCountOne = weights is null && IgnoredIndex is null;
        if (Reduction != LossReduction.Mean || exampleWeights is null || allCountOne)
            return divisor;
        Real total = Total(exampleWeights, 1).Item();
        if (total == 0)
            Throw.NoExampleCounts(ToString(), exampleWeights.Count);
        return total;
    }
}
