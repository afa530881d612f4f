using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x - y, element by element with broadcasting.</summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Subtract(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Tensor result = Broadcasting(new SubtractZip(), this, other, nameof(Subtract));
        return Gradients.AreNeededFor(this, other) ? result.RecordedBy(new SubtractNode(this, other)) : result;
    }

    /// <summary>x - y with a number y.</summary>
    public Tensor Subtract(Real other) => Elementwise(new SubtractScalar(other));

    /// <inheritdoc cref="Subtract(Tensor)"/>
    public static Tensor operator -(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Subtract(right);
    }

    /// <inheritdoc cref="Subtract(Real)"/>
    public static Tensor operator -(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Subtract(right);
    }

    /// <summary>x - y with a number x.</summary>
    public static Tensor operator -(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Elementwise(new SubtractFromScalar(left));
    }
}

file readonly struct SubtractScalar(Real subtrahend) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Subtract);

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x - V.All(subtrahend);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(1);
}

file readonly struct SubtractFromScalar(Real minuend) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Subtract);

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.All(minuend) - x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(-1);
}

// The slopes are 1 and -1, so nothing needs to be remembered.
file sealed class SubtractNode(Tensor left, Tensor right) : GradientNode(nameof(Tensor.Subtract), left, right)
{
    public override void Backward(Tensor gradient)
    {
        if (Needs(0))
            Give(0, gradient.SummedTo(Inputs[0].Shape));
        if (Needs(1))
            Give(1, gradient.SummedTo(Inputs[1].Shape).Negate());
    }
}
