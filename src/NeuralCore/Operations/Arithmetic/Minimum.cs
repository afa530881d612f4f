using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The smaller of x and y, element by element with broadcasting; NaN where either is NaN. Where they are equal the gradient goes to both
    /// in halves, as in PyTorch. For the smaller along an axis see <see cref="Min(ReadOnlySpan{int}, bool)"/>.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Minimum(Tensor other) => Elementwise(new Minimum(), this, other);

    /// <summary>The smaller of x and a number, element by element; NaN where either is NaN. The slope where they are equal is ½.</summary>
    public Tensor Minimum(Real other) => Elementwise(new MinimumScalar(other));
}

file readonly struct Minimum : IBinaryOperation
{
    public static string Name => nameof(Tensor.Minimum);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Min(x, y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> =>
        V.Where(V.Equal(x, y), V.All((Real)0.5), V.Where(V.Greater(x, y), V.All(0), V.All(1)));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => SlopeLeft(y, x);
}

file readonly struct MinimumScalar(Real other) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Minimum);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Min(x, V.All(other));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => new Minimum().SlopeLeft(kept, V.All(other));
}
