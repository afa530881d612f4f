using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// max(0, 1 - y x) for a score x and a class y of -1 or +1, of the same shape: the loss of the support vector machine (Cortes and Vapnik,
/// 1995). The slope at the kink, y x = 1, is -y, as that of <c>torch.clamp(1 - y * x, min=0)</c>.
/// </summary>
/// <param name="reduction">What happens to the single losses.</param>
public sealed class Hinge(LossReduction reduction = LossReduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor +1.</exception>
    public override Tensor Forward(Tensor prediction, Tensor target)
    {
        CheckSameShape(prediction, target);
        CheckSigns(target, ToString());
        return Pointwise(new HingeError(), prediction, target);
    }
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.Hinge"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor +1.</exception>
    public static Tensor Hinge(Tensor prediction, Tensor target, LossReduction reduction = LossReduction.Mean) =>
        new Hinge(reduction).Forward(prediction, target);
}

file readonly struct HingeError : IBinaryOperation
{
    public static string Name => nameof(Hinge);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Max(V.All(1) - (y * x), V.All(0));

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => WhereActive(x, y, -y);

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => WhereActive(x, y, -x);

    // NaN compares false, so a NaN margin takes the slope.
    private static V WhereActive<V>(V x, V y, V slope)
        where V : struct, ILanes<V> => V.Where(V.Greater(y * x, V.All(1)), V.All(0), slope);
}
