using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// -Σ q log softmax(x) over the classes, from the logits x [batch, classes, ...] themselves. Targets are class indices [batch, ...] from 0,
/// for which q is 1 at the class, or class probabilities q [batch, classes, ...]. Do not put a softmax before it.
/// </summary>
/// <remarks>
/// With label smoothing ε among C classes, q becomes (1 - ε) q + ε / C (Szegedy et al., 2016); class weights multiply it last. The mean
/// over class indices divides by the sum of the weights of the examples that count, and the mean over probabilities by their number, as in
/// PyTorch. Softmax and logarithm are one pass over each row, and so is the gradient, softmax(x) Σq - q.
/// </remarks>
public sealed class CrossEntropy : ClassLoss
{
    /// <summary>Sets smoothing and what counts how much.</summary>
    /// <param name="labelSmoothing">The share ε of the target that is spread evenly over all classes, from 0 to 1.</param>
    /// <param name="classWeights">What each class counts; empty for 1 each.</param>
    /// <param name="ignoredIndex">
    /// A label whose examples do not count, such as that of padding. PyTorch's default is -100; here it is none.
    /// </param>
    /// <param name="reduction">What happens to the losses [batch, ...].</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is outside its range, or a weight is negative or not finite.</exception>
    public CrossEntropy(
        Real labelSmoothing = 0,
        ReadOnlySpan<Real> classWeights = default,
        int? ignoredIndex = null,
        LossReduction reduction = LossReduction.Mean)
        : base(takesProbabilities: true, classWeights, ignoredIndex, reduction)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
            Throw.Setting(nameof(labelSmoothing), labelSmoothing, "from 0 to 1");
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>The share ε of the target that is spread evenly over all classes.</summary>
    public Real LabelSmoothing { get; }

    private protected override Tensor RowLosses(Tensor prediction, Tensor target, Tensor? exampleWeights, Tensor? classWeights)
    {
        int classes = prediction.Shape[1];
        if (exampleWeights is null)
            return Divergence(prediction, target, Times(Smoothed(target, classes), classWeights), classWeights);
        if (LabelSmoothing != 0)
            return Divergence(prediction, target, Times(Spread(target, classes), classWeights), classWeights);

        Tensor losses = Tensor.Rent(target.Shape);
        Tensor statistics = Tensor.Rent([2, target.Count]);
        SoftmaxCrossEntropy.Forward(prediction.Values, target.Values, exampleWeights.Values, classes, statistics.Target, losses.Target);
        return Gradients.AreNeededFor(prediction)
            ? losses.RecordedBy(new LabelNode(prediction, target, exampleWeights, statistics))
            : losses;
    }

    /// <summary>The cross-entropy against q, which was made of the target.</summary>
    private Tensor Divergence(Tensor logits, Tensor target, Tensor q, Tensor? classWeights)
    {
        Tensor losses = Tensor.Rent([logits.Shape[0]]);
        Tensor statistics = Tensor.Rent([2, losses.Count]);
        Tensor terms = Tensor.Rent(logits.Shape);
        SoftmaxCrossEntropy.Forward(logits.Values, q.Values, logits.Shape[1], statistics.Target, terms.Target, losses.Target);
        return Gradients.AreNeededFor(logits, target)
            ? losses.RecordedBy(new DistributionNode(logits, target, q, statistics, 1 - LabelSmoothing, classWeights))
            : losses;
    }

    private Tensor Smoothed(Tensor probabilities, int classes)
    {
        if (LabelSmoothing == 0)
            return probabilities.Detach();
        Tensor result = Tensor.Rent(probabilities.Shape);
        Map.Run(new Smooth(1 - LabelSmoothing, LabelSmoothing / classes), probabilities.Values, result.Target);
        return result;
    }

    /// <summary>The smoothed distribution of each label; zeros for the ignored one.</summary>
    private Tensor Spread(Tensor labels, int classes)
    {
        Tensor result = Tensor.Rent([labels.Count, classes]);
        for (int i = 0; i < labels.Count; i++)
        {
            Real label = labels.Values[i];
            Span<Real> row = result.Target.Slice(i * classes, classes);
            bool isIgnored = IgnoredIndex is { } ignored && label == ignored;
            row.Fill(isIgnored ? 0 : LabelSmoothing / classes);
            if (!isIgnored)
                row[(int)label] += 1 - LabelSmoothing;
        }

        return result;
    }

    private static Tensor Times(Tensor distributions, Tensor? classWeights) =>
        classWeights is null ? distributions : Tensor.Broadcasting(new Product(), distributions, classWeights, nameof(CrossEntropy));
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.CrossEntropy"/>
    /// <exception cref="ShapeException">The shapes do not fit, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class.</exception>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, LossReduction reduction = LossReduction.Mean) =>
        new CrossEntropy(reduction: reduction).Forward(logits, target);
}

file readonly struct Smooth(Real share, Real addend) : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(x, V.All(share), V.All(addend));
}

file readonly struct Product : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x * y;
}

file sealed class LabelNode : GradientNode
{
    public LabelNode(Tensor logits, Tensor labels, Tensor weights, Tensor statistics)
        : base(nameof(CrossEntropy), logits)
    {
        Save(logits);
        Save(labels);
        Save(weights);
        Save(statistics);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor logits = SavedTensor(0);
        Tensor scales = Tensor.Rent(gradient.Shape);
        Zip.Run(new Product(), gradient.Values, SavedTensor(2).Values, scales.Target);
        Tensor result = Tensor.Rent(logits.Shape);
        SoftmaxCrossEntropy.Backward(
            logits.Values, SavedTensor(1).Values, scales.Values, SavedTensor(3).Values, logits.Shape[1], result.Target);
        Give(0, result);
    }
}

file sealed class DistributionNode : GradientNode
{
    private readonly Real share;
    private readonly Tensor? classWeights;

    public DistributionNode(Tensor logits, Tensor target, Tensor q, Tensor statistics, Real share, Tensor? classWeights)
        : base(nameof(CrossEntropy), logits, target)
    {
        this.share = share;
        this.classWeights = classWeights;
        Save(logits);
        Save(q);
        Save(statistics);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor logits = SavedTensor(0);
        int classes = logits.Shape[1];
        ReadOnlySpan<Real> statistics = SavedTensor(2).Values;
        if (Needs(0))
        {
            Tensor result = Tensor.Rent(logits.Shape);
            SoftmaxCrossEntropy.BackwardOfDistributions(
                logits.Values, SavedTensor(1).Values, gradient.Values, statistics, classes, result.Target);
            Give(0, result);
        }

        if (Needs(1))
        {
            Tensor result = Tensor.Rent(logits.Shape);
            SoftmaxCrossEntropy.Surprise(logits.Values, gradient.Values, share, statistics, classes, result.Target);
            Give(1, classWeights is null ? result : Tensor.Broadcasting(new Product(), result, classWeights, Name));
        }
    }
}
