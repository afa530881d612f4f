using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// The Kullback-Leibler divergence of a predicted distribution from a target one (1951): y (log y - x) for a predicted log-probability x
/// and a target probability y of the same shape, and 0 where y is 0. With logarithmic targets z it is e^z (z - x).
/// </summary>
/// <remarks>
/// The mean divides by the number of elements, as PyTorch's default does; the divergence of the mathematical definition, averaged over the
/// examples of a batch [batch, classes], is <see cref="LossReduction.BatchMean"/>.
/// </remarks>
/// <param name="logTarget">Whether targets are log-probabilities, like predictions.</param>
/// <param name="reduction">What happens to the single losses.</param>
public sealed class KullbackLeibler(bool logTarget = false, LossReduction reduction = LossReduction.Mean) : Loss(reduction)
{
    /// <summary>Whether targets are log-probabilities.</summary>
    public bool LogTarget { get; } = logTarget;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => LogTarget
        ? Pointwise(new LogTargetDivergence(), prediction, target)
        : Pointwise(new Divergence(), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.KullbackLeibler"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    public static Tensor KullbackLeibler(
        Tensor logProbabilities, Tensor target, bool logTarget = false, LossReduction reduction = LossReduction.Mean) =>
        new KullbackLeibler(logTarget, reduction).Forward(logProbabilities, target);
}

file readonly struct Divergence : IBinaryOperation
{
    public static string Name => nameof(KullbackLeibler);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        // The limit of y log y at 0; without it an impossible class would give 0 times minus infinity.
        V entropy = V.Where(V.Equal(y, V.All(0)), V.All(0), y * LanesMath.Log(y));
        return entropy - (y * x);
    }

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => -y;

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Log(y) + V.All(1) - x;
}

file readonly struct LogTargetDivergence : IBinaryOperation
{
    public static string Name => nameof(KullbackLeibler);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Exp(y) * (y - x);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => -LanesMath.Exp(y);

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Exp(y) * (y - x + V.All(1));
}
