using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// (x - y)² / 2 where |x - y| is at most δ, and δ (|x - y| - δ / 2) beyond, for a prediction x and a target y of the same shape: squared
/// for small errors, absolute for large ones, and smooth between (Huber, 1964).
/// </summary>
public sealed class Huber : Loss
{
    /// <summary>Sets the bound between the two.</summary>
    /// <param name="delta">The error δ at which the square becomes a straight line; positive.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not a positive finite number.</exception>
    public Huber(Real delta = 1, LossReduction reduction = LossReduction.Mean)
        : base(reduction)
    {
        if (!(delta > 0 && Real.IsFinite(delta)))
            Throw.Setting(nameof(delta), delta, "positive and finite");
        Delta = delta;
    }

    /// <summary>The error δ at which the square becomes a straight line.</summary>
    public Real Delta { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor prediction, Tensor target) => Pointwise(new HuberError(Delta), prediction, target);
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.Huber"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not a positive finite number.</exception>
    public static Tensor Huber(Tensor prediction, Tensor target, Real delta = 1, LossReduction reduction = LossReduction.Mean) =>
        new Huber(delta, reduction).Forward(prediction, target);
}

file readonly struct HuberError(Real delta) : IBinaryOperation
{
    public static string Name => nameof(Huber);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        V size = V.Abs(x - y);
        V bound = V.All(delta);
        V square = V.All((Real)0.5) * size * size;
        return V.Where(V.Greater(size, bound), bound * (size - (V.All((Real)0.5) * bound)), square);
    }

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.Max(V.All(-delta), V.Min(V.All(delta), x - y));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => SlopeLeft(y, x);
}
