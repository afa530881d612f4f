using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// The binary cross-entropy of a logit x and a target y from 0 to 1, of the same shape, times (1 - p)^γ for the probability p that the
/// prediction gives to the target: examples that are right already count little, so that many easy ones do not drown the hard ones (Lin,
/// Goyal, Girshick, He and Dollár, 2017). A positive example counts α besides, and a negative one 1 - α.
/// </summary>
/// <remarks>
/// As torchvision's <c>sigmoid_focal_loss</c>, except that here the mean is usual. The paper divides the sum by the number of positive
/// examples.
/// </remarks>
public sealed class SigmoidFocal : Loss
{
    /// <summary>Sets what counts how much.</summary>
    /// <param name="alpha">What a positive example counts, from 0 to 1, where a negative one counts 1 - α; null for 1 each.</param>
    /// <param name="gamma">The exponent γ: how fast what is right stops to count; 0 or more.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SigmoidFocal(Real? alpha = (Real)0.25, Real gamma = 2, LossReduction reduction = LossReduction.Mean)
        : base(reduction)
    {
        if (alpha is { } share && !(share >= 0 && share <= 1))
            Throw.Setting(nameof(alpha), share, "from 0 to 1");
        if (!(gamma >= 0 && Real.IsFinite(gamma)))
            Throw.Setting(nameof(gamma), gamma, "0 or more and finite");
        Alpha = alpha;
        Gamma = gamma;
    }

    /// <summary>What a positive example counts, where a negative one counts 1 - α; null for 1 each.</summary>
    public Real? Alpha { get; }

    /// <summary>The exponent γ.</summary>
    public Real Gamma { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) =>
        Pointwise(new FocalError(Alpha ?? 1, 1 - (Alpha ?? 0), Gamma), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.SigmoidFocal"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Tensor SigmoidFocal(
        Tensor logits, Tensor target, Real? alpha = (Real)0.25, Real gamma = 2, LossReduction reduction = LossReduction.Mean) =>
        new SigmoidFocal(alpha, gamma, reduction).Forward(logits, target);
}

// Written as a · c · q^γ with what the class counts a, the cross-entropy c, and the probability q of the other class.
file readonly struct FocalError(Real positive, Real negative, Real gamma) : IBinaryOperation
{
    public static string Name => nameof(SigmoidFocal);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => Counts(y) * CrossEntropy(x, y) * Faded(Other(x, y));

    // a (c' q^γ + c γ q^γ q' / q)
    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        V sigmoid = LanesMath.Sigmoid(x);
        V rest = LanesMath.Sigmoid(-x);
        V other = Other(x, y);
        V slope = ((V.All(1) - y) * sigmoid) - (y * rest);
        V otherSlope = (V.All(1) - y - y) * sigmoid * rest;
        return Counts(y) * Faded(other) * (slope + (CrossEntropy(x, y) * Relative(otherSlope, other)));
    }

    // c is linear in y with the slope -x, q with the slope σ(-x) - σ(x), and a with the difference of the two weights.
    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        V other = Other(x, y);
        V crossEntropy = CrossEntropy(x, y);
        V otherSlope = LanesMath.Sigmoid(-x) - LanesMath.Sigmoid(x);
        V slope = (Counts(y) * ((crossEntropy * Relative(otherSlope, other)) - x)) + (V.All(positive - negative) * crossEntropy);
        return Faded(other) * slope;
    }

    private V Counts<V>(V y)
        where V : struct, ILanes<V> => (V.All(positive) * y) + (V.All(negative) * (V.All(1) - y));

    private static V CrossEntropy<V>(V x, V y)
        where V : struct, ILanes<V> => (y * LanesMath.Softplus(-x)) + ((V.All(1) - y) * LanesMath.Softplus(x));

    private static V Other<V>(V x, V y)
        where V : struct, ILanes<V> => (y * LanesMath.Sigmoid(-x)) + ((V.All(1) - y) * LanesMath.Sigmoid(x));

    private V Faded<V>(V other)
        where V : struct, ILanes<V> => gamma == 2 ? other * other : LanesMath.Pow(other, V.All(gamma));

    // γ q' / q, but 0 for the surest of hits, whose q is 0 and whose cross-entropy is 0 as well.
    private V Relative<V>(V otherSlope, V other)
        where V : struct, ILanes<V> => V.Where(V.Equal(other, V.All(0)), V.All(0), V.All(gamma) * otherSlope / other);
}
