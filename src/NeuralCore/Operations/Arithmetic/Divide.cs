using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x / y, element by element with broadcasting. Division by zero gives an infinity, or NaN for 0 / 0.</summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Divide(Tensor other) => Elementwise(new Divide(), this, other);

    /// <summary>x / y with a number y.</summary>
    public Tensor Divide(Real other) => Elementwise(new DivideByScalar(other));

    /// <inheritdoc cref="Divide(Tensor)"/>
    public static Tensor operator /(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Divide(right);
    }

    /// <inheritdoc cref="Divide(Real)"/>
    public static Tensor operator /(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Divide(right);
    }

    /// <summary>x / y with a number x.</summary>
    public static Tensor operator /(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Elementwise(new DivideScalar(left));
    }
}

file readonly struct Divide : IBinaryOperation
{
    public static string Name => nameof(Tensor.Divide);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x / y;

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.All(1) / y;

    // -x / y², in an order that does not overflow where the slope itself does not.
    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => -(x / y / y);
}

file readonly struct DivideByScalar(Real divisor) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Divide);

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x / V.All(divisor);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(1 / divisor);
}

file readonly struct DivideScalar(Real dividend) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Divide);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.All(dividend) / x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => -(V.All(dividend) / kept / kept);
}
