using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x y, element by element with broadcasting. For the matrix product see <see cref="MatMul(Tensor)"/>.</summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Multiply(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Tensor result = Broadcasting(new MultiplyZip(), this, other, nameof(Multiply));
        return Gradients.AreNeededFor(this, other) ? result.RecordedBy(new MultiplyNode(this, other)) : result;
    }

    /// <summary>x y with a number y.</summary>
    public Tensor Multiply(Real other) => Elementwise(new MultiplyScalar(other));

    /// <inheritdoc cref="Multiply(Tensor)"/>
    public static Tensor operator *(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Multiply(right);
    }

    /// <inheritdoc cref="Multiply(Real)"/>
    public static Tensor operator *(Tensor left, Real right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Multiply(right);
    }

    /// <inheritdoc cref="Multiply(Real)"/>
    public static Tensor operator *(Real left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Multiply(left);
    }
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

// The slope of each factor is the other one, so the way back is a broadcast product too, and nothing is repeated to the larger shape first.
file sealed class MultiplyNode : GradientNode
{
    public MultiplyNode(Tensor left, Tensor right)
        : base(nameof(Tensor.Multiply), left, right)
    {
        Save(left);
        Save(right);
    }

    public override void Backward(Tensor gradient)
    {
        for (int i = 0; i < 2; i++)
        {
            if (Needs(i))
                Give(i, Tensor.Broadcasting(new MultiplyZip(), SavedTensor(1 - i), gradient, Name).SummedTo(Inputs[i].Shape));
        }
    }
}
