using NeuralCore.Autograd;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Repeats axes of size 1 to larger sizes, and adds outer axes.</summary>
    /// <param name="sizes">The new sizes, aligned at the innermost axis; -1 keeps the size.</param>
    /// <exception cref="ShapeException">There are fewer sizes than axes, or an axis that is not of size 1 would change.</exception>
    public Tensor Expand(params ReadOnlySpan<int> sizes)
    {
        int added = sizes.Length - Rank;
        if (added < 0)
            Throw.Expand(Shape, sizes, axis: -1);
        int[] target = sizes.ToArray();
        for (int axis = 0; axis < target.Length; axis++)
        {
            int old = axis < added ? 1 : Shape[axis - added];
            if (target[axis] == -1 && axis >= added)
                target[axis] = old;
            if (target[axis] != old && (old != 1 || target[axis] < 0))
                Throw.Expand(Shape, sizes, axis);
        }

        Tensor result = ExpandedTo(Shape.Create(target));
        if (ReferenceEquals(result, this))
            result = Copy();
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new ExpandNode(this)) : result;
    }
}

// Each number went to many places, so its gradient is the sum over them.
file sealed class ExpandNode(Tensor input) : GradientNode(nameof(Tensor.Expand), input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient.SummedTo(Inputs[0].Shape));
}
