namespace NeuralCore;

public abstract partial class Loss
{
    /// <summary>
    /// 1 - c where the class y is +1, and max(0, c - margin) where it is -1, for the cosine c of the angle between two vectors: turns what
    /// is alike into one direction and the rest away. Shapes: vectors [..., features], classes [...]. The slope at the kink is 1, as in
    /// PyTorch.
    /// </summary>
    /// <param name="first">The first vectors.</param>
    /// <param name="second">The second vectors.</param>
    /// <param name="target">The classes y, -1 or +1.</param>
    /// <param name="margin">The cosine up to which what is not alike costs nothing: from -1 to 1, usually 0 to ½.</param>
    /// <param name="reduction">What happens to the losses [...].</param>
    /// <exception cref="ShapeException">The shapes do not fit, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor +1, or the margin is outside its range.</exception>
    public static Tensor CosineEmbedding(
        Tensor first, Tensor second, Tensor target, Real margin = 0, LossReduction reduction = LossReduction.Mean)
    {
        CheckSameShapes(nameof(CosineEmbedding), first, second);
        ArgumentNullException.ThrowIfNull(target);
        if (first.Rank == 0 || target.Shape != first.Shape.Remove(first.Rank - 1))
            Throw.EmbeddingShapes(nameof(CosineEmbedding), first.Shape, target.Shape);
        CheckSigns(target, nameof(CosineEmbedding));
        if (!(margin >= -1 && margin <= 1))
            Throw.Setting(nameof(margin), margin, "from -1 to 1");
        Tensor cosine = first.CosineSimilarity(second, axis: -1);
        return Reduced(Tensor.Where(target > 0, 1 - cosine, (cosine - margin).Clamp(min: 0)), reduction, nameof(CosineEmbedding));
    }
}
