using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// (x - y)² / (2 β) where |x - y| is below β, and |x - y| - β / 2 beyond, for a prediction x and a target y of the same shape: the absolute
/// error with a rounded tip (Girshick: Fast R-CNN, 2015). It is <see cref="Huber"/> divided by its bound, so far errors weigh the same for
/// every β.
/// </summary>
public sealed class SmoothL1 : Loss
{
    /// <summary>Sets the bound between the two.</summary>
    /// <param name="beta">The error β from which on the line is straight; positive. For 0 use <see cref="MeanAbsoluteError"/>.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not a positive finite number.</exception>
    public SmoothL1(Real beta = 1, LossReduction reduction = LossReduction.Mean)
        : base(reduction)
    {
        if (!(beta > 0 && Real.IsFinite(beta)))
            Throw.Setting(nameof(beta), beta, "positive and finite");
        Beta = beta;
    }

    /// <summary>The error β from which on the line is straight.</summary>
    public Real Beta { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => Pointwise(new SmoothError(Beta), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.SmoothL1"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β is not a positive finite number.</exception>
    public static Tensor SmoothL1(Tensor prediction, Tensor target, Real beta = 1, LossReduction reduction = LossReduction.Mean) =>
        new SmoothL1(beta, reduction).Forward(prediction, target);
}

file readonly struct SmoothError(Real beta) : IBinaryOperation
{
    public static string Name => nameof(SmoothL1);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        V size = V.Abs(x - y);
        V half = V.All((Real)0.5);
        V bound = V.All(beta);
        return V.Where(V.Less(size, bound), half * size * size / bound, size - (half * bound));
    }

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.Max(V.All(-1), V.Min(V.All(1), (x - y) / V.All(beta)));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => SlopeLeft(y, x);
}
