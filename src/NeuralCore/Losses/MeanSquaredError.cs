using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// (x - y)² for a prediction x and a target y of the same shape. Large errors weigh most; for data with outliers see <see cref="Huber"/>.
/// </summary>
/// <param name="reduction">What happens to the single losses.</param>
public sealed class MeanSquaredError(LossReduction reduction = LossReduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => Pointwise(new SquaredError(), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.MeanSquaredError"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target, LossReduction reduction = LossReduction.Mean) =>
        new MeanSquaredError(reduction).Forward(prediction, target);
}

file readonly struct SquaredError : IBinaryOperation
{
    public static string Name => nameof(MeanSquaredError);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => (x - y) * (x - y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.All(2) * (x - y);

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => V.All(2) * (y - x);
}
