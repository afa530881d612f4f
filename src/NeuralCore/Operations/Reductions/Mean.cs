using NeuralCore.Autograd;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The mean of all numbers, as a scalar; NaN when there are none.</summary>
    public Tensor Mean() => Mean([]);

    /// <summary>The mean over the given axes, or over all where none is given; NaN where there are no numbers.</summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">An axis does not exist or is given twice.</exception>
    public Tensor Mean(ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        bool[] marked = Shape.Axes(axes, nameof(Mean));
        Tensor mean = Reduction.Mean(this, marked);
        Tensor result = mean.View(Reduction.Shape(Shape, marked, keepAxes));
        return Gradients.AreNeededFor(this)
            ? result.RecordedBy(new MeanNode(this, mean.Shape, Reduction.Count(Shape, marked)))
            : result;
    }
}

// Every number went in with the weight 1 / count.
file sealed class MeanNode(Tensor input, Shape kept, int count) : GradientNode(nameof(Tensor.Mean), input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient.View(kept).Divide(count).ExpandedTo(Inputs[0].Shape));
}
