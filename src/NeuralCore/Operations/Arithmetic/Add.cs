using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x + y, element by element with broadcasting.</summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Add(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Tensor result = Broadcasting(new AddZip(), this, other, nameof(Add));
        return Gradients.AreNeededFor(this, other) ? result.RecordedBy(new AddNode(this, other)) : result;
    }

    /// <summary>x + y with a number y.</summary>
    public Tensor Add(Real other) => Elementwise(new AddScalar(other));

    /// <inheritdoc cref="Add(Tensor)"/>
    public static Tensor operator +(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Add(right);
    }

    /// <inheritdoc cref="Add(Real)"/>
    public static Tensor operator +(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Add(right);
    }

    /// <inheritdoc cref="Add(Real)"/>
    public static Tensor operator +(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Add(left);
    }
}

file readonly struct AddScalar(Real addend) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Add);

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x + V.All(addend);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(1);
}

// Both slopes are 1, so the gradient passes as it is and nothing needs to be remembered.
file sealed class AddNode(Tensor left, Tensor right) : GradientNode(nameof(Tensor.Add), left, right)
{
    public override void Backward(Tensor gradient)
    {
        for (int i = 0; i < 2; i++)
        {
            if (Needs(i))
                Give(i, gradient.SummedTo(Inputs[i].Shape));
        }
    }
}
