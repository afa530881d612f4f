using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The length of all numbers taken as one vector, as a scalar.</summary>
    /// <inheritdoc cref="Norm(ReadOnlySpan{int}, Real, bool)"/>
    public Tensor Norm(Real p = 2) => Norm([], p);

    /// <summary>
    /// The length of the vectors along the given axes, or of all numbers where none is given: √Σ x² for p = 2, Σ |x| for p = 1, and the largest
    /// |x| for an infinite p. The gradient of the vector 0 is 0, as in PyTorch.
    /// </summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="p">Which norm: 1, 2 or positive infinity.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">An axis does not exist or is given twice, or has size 0 for the infinite norm.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is another number.</exception>
    public Tensor Norm(ReadOnlySpan<int> axes, Real p = 2, bool keepAxes = false)
    {
        bool[] marked = Shape.Axes(axes, nameof(Norm));
        switch (p)
        {
            case 1:
                return Abs().Sum(axes, keepAxes);
            case 2:
                return Euclidean(marked, keepAxes);
            case Real.PositiveInfinity:
                return Extreme.Of(new MaxFold(), Abs(), marked, keepAxes, nameof(Norm));
            default:
                Throw.OutOfRange(nameof(p), p, "1, 2 or positive infinity");
                return this;
        }
    }

    private Tensor Euclidean(bool[] axes, bool keepAxes)
    {
        Tensor norm = Reduction.Run(new SumOfSquaresFold(), this, axes);
        Map.Run(new Root(), norm.Values, norm.Target);
        Tensor result = norm.View(Reduction.Shape(Shape, axes, keepAxes));
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new NormNode(this, norm)) : result;
    }
}

file readonly struct Root : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Sqrt(x);
}

// g / norm, but 0 for the vector 0: the bottom of a cone, of whose many slopes none points down.
file readonly struct PerNorm : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Equal(y, V.All(0)), V.All(0), x / y);
}

file sealed class NormNode : GradientNode
{
    public NormNode(Tensor input, Tensor norm)
        : base(nameof(Tensor.Norm), input)
    {
        Save(input);
        Save(norm);
    }

    // The gradient points along the vector: g x / norm.
    public override void Backward(Tensor gradient)
    {
        Tensor norm = SavedTensor(1);
        Tensor scale = Tensor.Broadcasting(new PerNorm(), gradient.View(norm.Shape), norm, Name);
        Give(0, Tensor.Broadcasting(new MultiplyZip(), SavedTensor(0), scale, Name));
    }
}
