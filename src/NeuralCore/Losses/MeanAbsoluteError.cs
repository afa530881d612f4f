using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>|x - y| for a prediction x and a target y of the same shape. The slope where they are equal is 0, as in PyTorch.</summary>
/// <param name="reduction">What happens to the single losses.</param>
public sealed class MeanAbsoluteError(LossReduction reduction = LossReduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => Pointwise(new AbsoluteError(), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.MeanAbsoluteError"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    public static Tensor MeanAbsoluteError(Tensor prediction, Tensor target, LossReduction reduction = LossReduction.Mean) =>
        new MeanAbsoluteError(reduction).Forward(prediction, target);
}

file readonly struct AbsoluteError : IBinaryOperation
{
    public static string Name => nameof(MeanAbsoluteError);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Abs(x - y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        // The difference itself stands in where it is neither positive nor negative: 0 gives 0, and NaN comes through.
        V difference = x - y;
        V down = V.Where(V.Less(difference, V.All(0)), V.All(-1), difference);
        return V.Where(V.Greater(difference, V.All(0)), V.All(1), down);
    }

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => SlopeLeft(y, x);
}
