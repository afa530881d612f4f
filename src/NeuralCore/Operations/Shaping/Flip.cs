using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Reverses the order along the given axes, or along all where none is given.</summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">An axis does not exist or is given twice.</exception>
    public Tensor Flip(params ReadOnlySpan<int> axes)
    {
        bool[] marked = Shape.Axes(axes, nameof(Flip));
        Tensor result = Flipped(marked);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new FlipNode(this, marked)) : result;
    }

    /// <summary>A copy in reverse order along the marked axes, without history.</summary>
    internal Tensor Flipped(bool[] axes)
    {
        Tensor result = Rent(Shape);
        int[] toSteps = CopyPlan.Steps(Shape);
        int[] fromSteps = [.. toSteps];
        int start = 0;
        for (int axis = 0; axis < axes.Length; axis++)
        {
            if (!axes[axis])
                continue;
            start += (Shape[axis] - 1) * toSteps[axis];
            fromSteps[axis] = -toSteps[axis];
        }

        CopyStrided.Run(new CopyPlan(Shape, start, fromSteps, 0, toSteps), Values, result.Target);
        return result;
    }
}

file sealed class FlipNode(Tensor input, bool[] axes) : GradientNode(nameof(Tensor.Flip), input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient.Flipped(axes));
}
