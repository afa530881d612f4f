using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// -(y log x + (1 - y) log(1 - x)) for a predicted probability x and a target y from 0 to 1, of the same shape. Logarithms are held at -100
/// or above, so that a sure mistake costs 100 instead of infinity, as in PyTorch. Where the model ends in a sigmoid, leave that out and use
/// <see cref="BinaryCrossEntropyWithLogits"/>, which does not lose small probabilities.
/// </summary>
/// <param name="reduction">What happens to the single losses.</param>
public sealed class BinaryCrossEntropy(LossReduction reduction = LossReduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A prediction is below 0 or above 1.</exception>
    public override Tensor Forward(Tensor prediction, Tensor target)
    {
        CheckSameShape(prediction, target);
        ReadOnlySpan<Real> probabilities = prediction.Values;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] is < 0 or > 1)
                Throw.NotAProbability(probabilities[i], i);
        }

        return Pointwise(new BinaryError(), prediction, target);
    }
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.BinaryCrossEntropy"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A prediction is below 0 or above 1.</exception>
    public static Tensor BinaryCrossEntropy(Tensor prediction, Tensor target, LossReduction reduction = LossReduction.Mean) =>
        new BinaryCrossEntropy(reduction).Forward(prediction, target);
}

file readonly struct BinaryError : IBinaryOperation
{
    private const Real LowestLog = -100;

    // x (1 - x) below this would make the slope infinite at a probability of 0 or 1; the bound is PyTorch's.
    private const Real LeastVariance = (Real)1e-12;

    public static string Name => nameof(BinaryCrossEntropy);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => -((y * Log(x)) + ((V.All(1) - y) * LogOfRest(x)));

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => (x - y) / V.Max(x * (V.All(1) - x), V.All(LeastVariance));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => LogOfRest(x) - Log(x);

    private static V Log<V>(V x)
        where V : struct, ILanes<V> => V.Max(LanesMath.Log(x), V.All(LowestLog));

    private static V LogOfRest<V>(V x)
        where V : struct, ILanes<V> => V.Max(LanesMath.Log1Plus(-x), V.All(LowestLog));
}
