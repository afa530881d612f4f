namespace NeuralCore;

public abstract partial class Loss
{
    /// <summary>
    /// max(0, margin - y (x₁ - x₂)) for two scores and an order y of the same shape: +1 where the first one should be higher, -1 where the
    /// second one should. The slope at the kink is that of the straight part, as in PyTorch.
    /// </summary>
    /// <param name="first">The scores x₁.</param>
    /// <param name="second">The scores x₂.</param>
    /// <param name="target">The orders y, -1 or +1.</param>
    /// <param name="margin">By how much the higher one should be higher; finite.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ShapeException">The shapes differ, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor +1, or the margin is not finite.</exception>
    public static Tensor MarginRanking(
        Tensor first, Tensor second, Tensor target, Real margin = 0, LossReduction reduction = LossReduction.Mean)
    {
        CheckSameShapes(nameof(MarginRanking), first, second, target);
        CheckSigns(target, nameof(MarginRanking));
        CheckFinite(margin, nameof(margin));
        return Reduced(((second - first) * target + margin).Clamp(min: 0), reduction, nameof(MarginRanking));
    }
}
