using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// Drops the given axes where their size is 1, or every axis of size 1 where none is given. An axis of another size stays, as in
    /// PyTorch. Shares memory with this tensor.
    /// </summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">An axis does not exist or is given twice.</exception>
    public Tensor Squeeze(params ReadOnlySpan<int> axes)
    {
        bool[] dropped = Shape.Axes(axes, nameof(Squeeze));
        for (int axis = 0; axis < Rank; axis++)
            dropped[axis] &= Shape[axis] == 1;
        return Reshaped(Reduction.Shape(Shape, dropped, keepAxes: false), nameof(Squeeze));
    }
}
