using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// x where the class y is +1, and max(0, margin - x) where it is -1, for a distance x and a class of the same shape: pulls what is alike
/// together and pushes the rest apart. The slope at the kink, x = margin, is -1, as in PyTorch.
/// </summary>
public sealed class HingeEmbedding : Loss
{
    /// <summary>Sets how far is far enough.</summary>
    /// <param name="margin">The distance from which on what is not alike costs nothing; finite.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not finite.</exception>
    public HingeEmbedding(Real margin = 1, LossReduction reduction = LossReduction.Mean)
        : base(reduction) => Margin = CheckFinite(margin, nameof(margin));

    /// <summary>The distance from which on what is not alike costs nothing.</summary>
    public Real Margin { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor +1.</exception>
    public override Tensor Forward(Tensor prediction, Tensor target)
    {
        CheckSameShape(prediction, target);
        CheckSigns(target, ToString());
        return Pointwise(new EmbeddingError(Margin), prediction, target);
    }
}

public abstract partial class Loss
{
    /// <inheritdoc cref="NeuralCore.HingeEmbedding"/>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor +1, or the margin is not finite.</exception>
    public static Tensor HingeEmbedding(Tensor prediction, Tensor target, Real margin = 1, LossReduction reduction = LossReduction.Mean) =>
        new HingeEmbedding(margin, reduction).Forward(prediction, target);
}

file readonly struct EmbeddingError(Real margin) : IBinaryOperation
{
    public static string Name => nameof(HingeEmbedding);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Greater(y, V.All(0)), x, V.Max(V.All(margin) - x, V.All(0)));

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> =>
        V.Where(V.Greater(y, V.All(0)), V.All(1), V.Where(V.Greater(x, V.All(margin)), V.All(0), V.All(-1)));

    // The class is a condition, not a number.
    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => V.All(0);
}
