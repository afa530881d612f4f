using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// -Σ q log softmax(x) over the classes, from the logits x [batch, classes] themselves. Targets are class indices [batch] from 0, for
/// which q is 1 at the class, or class probabilities q [batch, classes]. Do not put a softmax before it.
/// </summary>
/// <remarks>
/// With label smoothing ε among C classes, q becomes (1 - ε) q + ε / C (Szegedy et al., 2016); class weights multiply it last. The mean over
/// class indices divides by the sum of the weights of the examples that count, and the mean over probabilities by the size of the batch, as
/// in PyTorch. Softmax and logarithm are one pass over each row, and so is the gradient, softmax(x) Σq - q.
/// </remarks>
public sealed class CrossEntropy : ClassLoss
{
    /// <summary>Sets smoothing and what counts how much.</summary>
    /// <param name="labelSmoothing">The share ε of the target that is spread evenly over all classes, from 0 to 1.</param>
    /// <param name="classWeights">What each class counts; empty for 1 each.</param>
    /// <param name="ignoredIndex">A label whose examples do not count, such as that of padding. PyTorch's default is -100; here it is none.</param>
    /// <param name="reduction">What happens to the losses [batch].</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is outside its range, or a weight is negative or not finite.</exception>
    public CrossEntropy(
        Real labelSmoothing = 0,
        ReadOnlySpan<Real> classWeights = default,
        int? ignoredIndex = null,
        LossReduction reduction = LossReduction.Mean)
        : base(classWeights, ignoredIndex, reduction)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
            Throw.Setting(nameof(labelSmoothing), labelSmoothing, "from 0 to 1");
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>The share ε of the target that is spread evenly over all classes.</summary>
    public Real LabelSmoothing { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class.</exception>
    public override Tensor Forward(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        bool areLabels = target.Rank == 1 && prediction.Rank == 2 && target.Count == prediction.Shape[0];
        if (!areLabels && (prediction.Rank != 2 || prediction.Shape != target.Shape))
            Throw.ClassShapes(ToString(), prediction.Shape, target.Shape, takesProbabilities: true);
        if (prediction.Shape[1] == 0)
            Throw.NoClasses(ToString(), prediction.Shape);
        return areLabels ? OfLabels(prediction, target) : OfProbabilities(prediction, target);
    }

    // logits [batch, classes] · labels [batch] → [batch]
    private Tensor OfLabels(Tensor logits, Tensor labels)
    {
        int classes = logits.Shape[1];
        Tensor weights = ExampleWeights(labels, classes);
        Real divisor = Divisor(weights);
        if (LabelSmoothing != 0)
        {
            Tensor spread = Weighted(Spread(labels, classes));
            return Reduce(Divergence(logits, spread, spread), divisor);
        }

        Tensor losses = Tensor.Rent(labels.Shape);
        Tensor statistics = Tensor.Rent([labels.Count, 2]);
        SoftmaxCrossEntropy.Forward(logits.Values, labels.Values, weights.Values, classes, statistics.Target, losses.Target);
        if (Gradients.AreNeededFor(logits))
            losses.RecordedBy(new LabelNode(logits, labels, weights, statistics));
        return Reduce(losses, divisor);
    }

    // logits [batch, classes] · probabilities [batch, classes] → [batch]
    private Tensor OfProbabilities(Tensor logits, Tensor probabilities)
    {
        Tensor smooth = probabilities.Detach();
        if (LabelSmoothing != 0)
        {
            smooth = Tensor.Rent(probabilities.Shape);
            Map.Run(new Smooth(1 - LabelSmoothing, LabelSmoothing / logits.Shape[1]), probabilities.Values, smooth.Target);
        }

        return Reduce(Divergence(logits, probabilities, Weighted(smooth)));
    }

    private Tensor Divergence(Tensor logits, Tensor target, Tensor q)
    {
        int classes = logits.Shape[1];
        Tensor losses = Tensor.Rent([logits.Shape[0]]);
        Tensor statistics = Tensor.Rent([losses.Count, 2]);
        Tensor terms = Tensor.Rent(logits.Shape);
        SoftmaxCrossEntropy.Forward(logits.Values, q.Values, classes, statistics.Target, terms.Target, losses.Target);
        return Gradients.AreNeededFor(logits, target)
            ? losses.RecordedBy(new DistributionNode(logits, target, q, statistics, 1 - LabelSmoothing, WeightsFor(classes)))
            : losses;
    }

    private Tensor Weighted(Tensor distribution) => WeightsFor(distribution.Shape[1]) is { } weights
        ? Tensor.Broadcasting(new Product(), distribution, weights, ToString())
        : distribution;

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
