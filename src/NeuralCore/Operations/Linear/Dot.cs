using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The scalar product of two vectors: Σ x[i] y[i], added up as <see cref="Sum()"/> adds.</summary>
    /// <exception cref="ShapeException">An operand is not a vector, or the lengths differ.</exception>
    public Tensor Dot(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rank != 1 || other.Shape != Shape)
            Throw.DotShapes(Shape, other.Shape);
        Tensor products = Broadcasting(new TimesZip(), this, other, nameof(Dot));
        Tensor result = Reduction.Run(new SumFold(), products, [true]).View([]);
        return Gradients.AreNeededFor(this, other) ? result.RecordedBy(new DotNode(this, other)) : result;
    }
}

file readonly struct TimesZip : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x * y;
}

file sealed class DotNode : GradientNode
{
    public DotNode(Tensor left, Tensor right)
        : base(nameof(Tensor.Dot), left, right)
    {
        Save(left);
        Save(right);
    }

    public override void Backward(Tensor gradient)
    {
        for (int i = 0; i < 2; i++)
        {
            if (Needs(i))
                Give(i, Tensor.Broadcasting(new TimesZip(), SavedTensor(1 - i), gradient, Name));
        }
    }
}
