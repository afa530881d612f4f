using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is greater than y, and 0 elsewhere, element by element with broadcasting; 0 where either is NaN. The result has
    /// no slope, so it never requires a gradient, as in PyTorch.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Greater(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Broadcasting(new Greater(), this, other, nameof(Greater));
    }

    /// <summary>1 where x is greater than the number, and 0 elsewhere, element by element.</summary>
    public Tensor Greater(Real other) => Unrecorded(new WithNumber<Greater>(new Greater(), other));

    /// <inheritdoc cref="Greater(Tensor)"/>
    public static Tensor operator >(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Greater(right);
    }

    /// <inheritdoc cref="Greater(Real)"/>
    public static Tensor operator >(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Greater(right);
    }

    /// <summary>1 where the number is greater than y, and 0 elsewhere, element by element.</summary>
    public static Tensor operator >(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Less(left);
    }
}

file readonly struct Greater : IZip
{
    // The bits of 1 where the mask is set, and those of 0 elsewhere.
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.And(V.Greater(x, y), V.All(1));
}
