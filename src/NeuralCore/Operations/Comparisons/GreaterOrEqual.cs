using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is greater than or equal to y, and 0 elsewhere, element by element with broadcasting; 0 where either is NaN. The result has
    /// no slope, so it never requires a gradient, as in PyTorch.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor GreaterOrEqual(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Broadcasting(new GreaterOrEqual(), this, other, nameof(GreaterOrEqual));
    }

    /// <summary>1 where x is greater than or equal to the number, and 0 elsewhere, element by element.</summary>
    public Tensor GreaterOrEqual(Real other) => Unrecorded(new WithNumber<GreaterOrEqual>(new GreaterOrEqual(), other));

    /// <inheritdoc cref="GreaterOrEqual(Tensor)"/>
    public static Tensor operator >=(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.GreaterOrEqual(right);
    }

    /// <inheritdoc cref="GreaterOrEqual(Real)"/>
    public static Tensor operator >=(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.GreaterOrEqual(right);
    }

    /// <summary>1 where the number is greater than or equal to y, and 0 elsewhere, element by element.</summary>
    public static Tensor operator >=(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.LessOrEqual(left);
    }
}

file readonly struct GreaterOrEqual : IZip
{
    // The bits of 1 where the mask is set, and those of 0 elsewhere.
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.And(V.GreaterOrEqual(x, y), V.All(1));
}
