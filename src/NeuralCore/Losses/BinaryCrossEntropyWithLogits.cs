using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// The binary cross-entropy of the probability 1 / (1 + e^-x), from the logit x itself: p y log(1 + e^-x) + (1 - y) log(1 + e^x), for a
/// target y from 0 to 1 of the same shape and a weight p of the positive class. Finite and exact for logits of any size.
/// </summary>
public sealed class BinaryCrossEntropyWithLogits : Loss
{
    /// <summary>Sets the weight of the positive class.</summary>
    /// <param name="positiveWeight">
    /// What a positive example counts against a negative one. Where positives are rare, negatives per positive balances the two.
    /// </param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative or not finite.</exception>
    public BinaryCrossEntropyWithLogits(Real positiveWeight = 1, LossReduction reduction = LossReduction.Mean)
        : base(reduction)
    {
        if (!(positiveWeight >= 0 && Real.IsFinite(positiveWeight)))
            Throw.Setting(nameof(positiveWeight), positiveWeight, "0 or more and finite");
        PositiveWeight = positiveWeight;
    }

    /// <summary>What a positive example counts against a negative one.</summary>
    public Real PositiveWeight { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => Pointwise(new LogitError(PositiveWeight), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.BinaryCrossEntropyWithLogits"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor target, LossReduction reduction = LossReduction.Mean) =>
        new BinaryCrossEntropyWithLogits(1, reduction).Forward(logits, target);
}

file readonly struct LogitError(Real positiveWeight) : IBinaryOperation
{
    public static string Name => nameof(BinaryCrossEntropyWithLogits);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        // Both logarithms are max(±x, 0) + log(1 + e^-|x|), so one of each kind serves, and nothing cancels.
        V common = LanesMath.Softplus(-V.Abs(x));
        V positive = V.All(positiveWeight) * y * (V.Max(-x, V.All(0)) + common);
        return positive + ((V.All(1) - y) * (V.Max(x, V.All(0)) + common));
    }

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => ((V.All(1) - y) * LanesMath.Sigmoid(x)) - (V.All(positiveWeight) * y * LanesMath.Sigmoid(-x));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => (V.All(positiveWeight) * LanesMath.Softplus(-x)) - LanesMath.Softplus(x);
}
