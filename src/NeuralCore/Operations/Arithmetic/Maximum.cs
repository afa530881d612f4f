using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The larger of x and y, element by element with broadcasting; NaN where either is NaN. Where they are equal the gradient goes to both
    /// in halves, as in PyTorch. For the larger along an axis see <see cref="Max(ReadOnlySpan{int}, bool)"/>.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Maximum(Tensor other) => Elementwise(new Maximum(), this, other);

    /// <summary>The larger of x and a number, element by element; NaN where either is NaN. The slope where they are equal is ½.</summary>
    public Tensor Maximum(Real other) => Elementwise(new MaximumScalar(other));
}

file readonly struct Maximum : IBinaryOperation
{
    public static string Name => nameof(Tensor.Maximum);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Max(x, y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> =>
        V.Where(V.Equal(x, y), V.All((Real)0.5), V.Where(V.Less(x, y), V.All(0), V.All(1)));

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => SlopeLeft(y, x);
}

file readonly struct MaximumScalar(Real other) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Maximum);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Max(x, V.All(other));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => new Maximum().SlopeLeft(kept, V.All(other));
}
