using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The sum of all numbers, as a scalar; 0 when there are none.</summary>
    public Tensor Sum() => Sum([]);

    /// <summary>The sum over the given axes, or over all where none is given.</summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">An axis does not exist or is given twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        bool[] marked = Shape.Axes(axes, nameof(Sum));
        Tensor sum = Reduction.Run(new SumFold(), this, marked);
        Tensor result = sum.View(Reduction.Shape(Shape, marked, keepAxes));
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new SumNode(this, sum.Shape)) : result;
    }
}

// Every number went in once, so each gets the gradient of its sum.
file sealed class SumNode(Tensor input, Shape kept) : GradientNode(nameof(Tensor.Sum), input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient.View(kept).ExpandedTo(Inputs[0].Shape));
}
