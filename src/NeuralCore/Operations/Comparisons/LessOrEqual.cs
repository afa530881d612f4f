using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is less than or equal to y, and 0 elsewhere, element by element with broadcasting; 0 where either is NaN. The result has
    /// no slope, so it never requires a gradient, as in PyTorch.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor LessOrEqual(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Broadcasting(new LessOrEqual(), this, other, nameof(LessOrEqual));
    }

    /// <summary>1 where x is less than or equal to the number, and 0 elsewhere, element by element.</summary>
    public Tensor LessOrEqual(Real other) => Unrecorded(new WithNumber<LessOrEqual>(new LessOrEqual(), other));

    /// <inheritdoc cref="LessOrEqual(Tensor)"/>
    public static Tensor operator <=(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.LessOrEqual(right);
    }

    /// <inheritdoc cref="LessOrEqual(Real)"/>
    public static Tensor operator <=(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.LessOrEqual(right);
    }

    /// <summary>1 where the number is less than or equal to y, and 0 elsewhere, element by element.</summary>
    public static Tensor operator <=(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.GreaterOrEqual(left);
    }
}

file readonly struct LessOrEqual : IZip
{
    // The bits of 1 where the mask is set, and those of 0 elsewhere.
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.And(V.LessOrEqual(x, y), V.All(1));
}
