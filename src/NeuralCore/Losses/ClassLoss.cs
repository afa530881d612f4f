namespace NeuralCore;

/// <summary>What the losses over classes share: labels, class weights, and a label that does not count.</summary>
public abstract class ClassLoss : Loss
{
    private readonly Tensor? weights;

    private protected ClassLoss(ReadOnlySpan<Real> classWeights, int? ignoredIndex, LossReduction reduction)
        : base(reduction)
    {
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

    /// <summary>The class weights [classes] for a prediction of so many classes; null where all count the same.</summary>
    private protected Tensor? WeightsFor(int classes)
    {
        if (weights is not null && weights.Count != classes)
            Throw.ClassWeightCount(ToString(), weights.Count, classes);
        return weights;
    }

    /// <summary>What each example counts, by its label: the weight of the class, and 0 for the ignored label. Checks the labels.</summary>
    private protected Tensor ExampleWeights(Tensor labels, int classes)
    {
        Tensor? classWeights = WeightsFor(classes);
        Tensor result = Tensor.Rent(labels.Shape);
        ReadOnlySpan<Real> values = labels.Values;
        Span<Real> counts = result.Target;
        for (int i = 0; i < values.Length; i++)
        {
            Real label = values[i];
            if (IgnoredIndex is { } ignored && label == ignored)
                counts[i] = 0;
            else if (label >= 0 && label < classes && label == Real.Floor(label))
                counts[i] = classWeights is null ? 1 : classWeights.Values[(int)label];
            else
                Throw.Label(ToString(), label, i, labels.Count, classes);
        }

        return result;
    }

    /// <summary>What the sum of the losses is divided by, given what each example counts.</summary>
    private protected Real Divisor(Tensor exampleWeights)
    {
        Real divisor = Divisor(exampleWeights.Shape);
        if (Reduction != LossReduction.Mean)
            return divisor;
        Real total = Total(exampleWeights, 1).Item();
        if (total == 0)
            Throw.NoExampleCounts(ToString(), exampleWeights.Count);
        return total;
    }
}
