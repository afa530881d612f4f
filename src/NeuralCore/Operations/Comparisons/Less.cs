using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is less than y, and 0 elsewhere, element by element with broadcasting; 0 where either is NaN. The result has
    /// no slope, so it never requires a gradient, as in PyTorch.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Less(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Broadcasting(new Less(), this, other, nameof(Less));
    }

    /// <summary>1 where x is less than the number, and 0 elsewhere, element by element.</summary>
    public Tensor Less(Real other) => Unrecorded(new WithNumber<Less>(new Less(), other));

    /// <inheritdoc cref="Less(Tensor)"/>
    public static Tensor operator <(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Less(right);
    }

    /// <inheritdoc cref="Less(Real)"/>
    public static Tensor operator <(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Less(right);
    }

    /// <summary>1 where the number is less than y, and 0 elsewhere, element by element.</summary>
    public static Tensor operator <(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Greater(left);
    }
}

file readonly struct Less : IZip
{
    // The bits of 1 where the mask is set, and those of 0 elsewhere.
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.And(V.Less(x, y), V.All(1));
}
