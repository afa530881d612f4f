using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is different from y, and 0 elsewhere, element by element with broadcasting; NaN differs from everything, itself included. The result has
    /// no slope, so it never requires a gradient, as in PyTorch. The operators == and != compare references, as for every class.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor NotEqualTo(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Broadcasting(new NotEqualTo(), this, other, nameof(NotEqualTo));
    }

    /// <summary>1 where x is different from the number, and 0 elsewhere, element by element.</summary>
    public Tensor NotEqualTo(Real other) => Unrecorded(new WithNumber<NotEqualTo>(new NotEqualTo(), other));
}

file readonly struct NotEqualTo : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Equal(x, y), V.All(0), V.All(1));
}
