using NeuralCore.Autograd;

namespace NeuralCore;

/// <summary>
/// -w x for the log-probability x that the prediction gives to the true class, of weight w. Predictions are log-probabilities
/// [batch, classes, ...], as log-softmax makes them, and targets class indices [batch, ...] from 0. For logits use <see
/// cref="CrossEntropy"/>, which does both in one pass.
/// </summary>
/// <remarks>The mean divides by the sum of the weights of the examples that count, as in PyTorch.</remarks>
public sealed class NegativeLogLikelihood : ClassLoss
{
    /// <summary>Sets what counts how much.</summary>
    /// <param name="classWeights">What an example of each class counts; empty for 1 each.</param>
    /// <param name="ignoredIndex">
    /// A label whose examples do not count, such as that of padding. PyTorch's default is -100; here it is none.
    /// </param>
    /// <param name="reduction">What happens to the losses [batch, ...].</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public NegativeLogLikelihood(
        ReadOnlySpan<Real> classWeights = default, int? ignoredIndex = null, LossReduction reduction = LossReduction.Mean)
        : base(takesProbabilities: false, classWeights, ignoredIndex, reduction)
    {
    }

    private protected override Tensor RowLosses(Tensor prediction, Tensor target, Tensor? exampleWeights, Tensor? classWeights)
    {
        int classes = prediction.Shape[1];
        Tensor losses = Tensor.Rent(target.Shape);
        ReadOnlySpan<Real> logs = prediction.Values;
        ReadOnlySpan<Real> labels = target.Values;
        ReadOnlySpan<Real> weights = exampleWeights!.Values;
        Span<Real> results = losses.Target;
        for (int i = 0; i < results.Length; i++)
            results[i] = weights[i] == 0 ? 0 : -weights[i] * logs[(i * classes) + (int)labels[i]];
        return Gradients.AreNeededFor(prediction) ? losses.RecordedBy(new LikelihoodNode(prediction, target, exampleWeights)) : losses;
    }
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.NegativeLogLikelihood"/>
    /// <exception cref="ShapeException">The shapes do not fit, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class.</exception>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, Tensor labels, LossReduction reduction = LossReduction.Mean) =>
        new NegativeLogLikelihood(reduction: reduction).Forward(logProbabilities, labels);
}

file sealed class LikelihoodNode : GradientNode
{
    public LikelihoodNode(Tensor prediction, Tensor labels, Tensor weights)
        : base(nameof(NegativeLogLikelihood), prediction)
    {
        Save(labels);
        Save(weights);
    }

    public override void Backward(Tensor gradient)
    {
        ReadOnlySpan<Real> labels = SavedTensor(0).Values;
        ReadOnlySpan<Real> weights = SavedTensor(1).Values;
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        Span<Real> slopes = result.Target;
        slopes.Clear();
        ReadOnlySpan<Real> upstream = gradient.Values;
        int classes = result.Shape[1];
        for (int i = 0; i < labels.Length; i++)
        {
            if (weights[i] != 0)
                slopes[(i * classes) + (int)labels[i]] = -weights[i] * upstream[i];
        }

        Give(0, result);
    }
}
