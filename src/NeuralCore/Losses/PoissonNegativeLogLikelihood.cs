using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// How unlikely a count y is where the prediction x is the logarithm of the expected one: e^x - y x, for both of the same shape. Where
/// predictions are expected counts themselves it is x - y log(x + ε). What depends on y alone is left out, unless asked for.
/// </summary>
public sealed class PoissonNegativeLogLikelihood : Loss
{
    /// <summary>Sets what predictions are.</summary>
    /// <param name="logInput">Whether predictions are logarithms of expected counts.</param>
    /// <param name="full">Whether Stirling's approximation of log y!, y log y - y + log(2 π y) / 2, is added where y is above 1.</param>
    /// <param name="epsilon">Keeps the logarithm of a prediction from minus infinity, ε: positive.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is not a positive finite number.</exception>
    public PoissonNegativeLogLikelihood(
        bool logInput = true, bool full = false, Real epsilon = (Real)1e-8, LossReduction reduction = LossReduction.Mean)
        : base(reduction)
    {
        if (!(epsilon > 0 && Real.IsFinite(epsilon)))
            Throw.Setting(nameof(epsilon), epsilon, "positive and finite");
        LogInput = logInput;
        Full = full;
        Epsilon = epsilon;
    }

    /// <summary>Whether predictions are logarithms of expected counts.</summary>
    public bool LogInput { get; }

    /// <summary>Whether Stirling's approximation of log y! is added.</summary>
    public bool Full { get; }

    /// <summary>Keeps the logarithm of a prediction from minus infinity, ε.</summary>
    public Real Epsilon { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => LogInput
        ? Pointwise(new FromLogarithms(Full), prediction, target)
        : Pointwise(new FromCounts(Full, Epsilon), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.PoissonNegativeLogLikelihood"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    public static Tensor PoissonNegativeLogLikelihood(
        Tensor prediction, Tensor target, bool logInput = true, bool full = false, LossReduction reduction = LossReduction.Mean) =>
        new PoissonNegativeLogLikelihood(logInput, full, reduction: reduction).Forward(prediction, target);
}

file readonly struct FromLogarithms(bool full) : IBinaryOperation
{
    public static string Name => nameof(PoissonNegativeLogLikelihood);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Exp(x) - (y * x) + (full ? Stirling.Value(y) : V.All(0));

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Exp(x) - y;

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => -x + (full ? Stirling.Slope(y) : V.All(0));
}

file readonly struct FromCounts(bool full, Real epsilon) : IBinaryOperation
{
    public static string Name => nameof(PoissonNegativeLogLikelihood);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x - (y * Log(x)) + (full ? Stirling.Value(y) : V.All(0));

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.All(1) - (y / (x + V.All(epsilon)));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => -Log(x) + (full ? Stirling.Slope(y) : V.All(0));

    private V Log<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Log(x + V.All(epsilon));
}

/// <summary>y log y - y + log(2 π y) / 2 where y is above 1, and 0 elsewhere, as in PyTorch: 0! and 1! are 1.</summary>
file static class Stirling
{
    private const Real HalfLogTau = (Real)0.91893853320467274;

    public static V Value<V>(V y)
        where V : struct, ILanes<V>
    {
        // (y + ½) log y - y + log(2 π) / 2
        V value = V.FusedMultiplyAdd(y + V.All((Real)0.5), LanesMath.Log(y), V.All(HalfLogTau) - y);
        return V.Where(V.LessOrEqual(y, V.All(1)), V.All(0), value);
    }

    public static V Slope<V>(V y)
        where V : struct, ILanes<V> =>
        V.Where(V.LessOrEqual(y, V.All(1)), V.All(0), LanesMath.Log(y) + (V.All((Real)0.5) / y));
}
