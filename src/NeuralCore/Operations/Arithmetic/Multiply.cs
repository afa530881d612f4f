using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x y, element by element with broadcasting. For the matrix product see <see cref="MatMul(Tensor)"/>.</summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Multiply(Tensor other) => Elementwise(new Multiply(), this, other);

    /// <summary>x y with a number y.</summary>
    public Tensor Multiply(Real other) => Elementwise(new MultiplyScalar(other));

    /// <inheritdoc cref="Multiply(Tensor)"/>
    public static Tensor operator *(Tensor left, Tensor right) => left.Multiply(right);

    /// <inheritdoc cref="Multiply(Real)"/>
    public static Tensor operator *(Tensor left, Real right) => left.Multiply(right);

    /// <inheritdoc cref="Multiply(Real)"/>
    public static Tensor operator *(Real left, Tensor right) => right.Multiply(left);
}

file readonly struct Multiply : IBinaryOperation
{
    public static string Name => nameof(Tensor.Multiply);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x * y;

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => y;

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => x;
}

file readonly struct MultiplyScalar(Real factor) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Multiply);

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * V.All(factor);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(factor);
}
