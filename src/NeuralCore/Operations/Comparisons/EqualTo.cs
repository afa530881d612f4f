using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 where x is equal to y, and 0 elsewhere, element by element with broadcasting; 0 where either is NaN. The result has
    /// no slope, so it never requires a gradient, as in PyTorch. The operators == and != compare references, as for every class.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor EqualTo(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Broadcasting(new EqualTo(), this, other, nameof(EqualTo));
    }

    /// <summary>1 where x is equal to the number, and 0 elsewhere, element by element.</summary>
    public Tensor EqualTo(Real other) => Unrecorded(new WithNumber<EqualTo>(new EqualTo(), other));
}

file readonly struct EqualTo : IZip
{
    // The bits of 1 where the mask is set, and those of 0 elsewhere.
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.And(V.Equal(x, y), V.All(1));
}
