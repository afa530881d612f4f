using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Joins tensors along an axis. All other sizes must be equal.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="tensors">The tensors, in order; at least one.</param>
    /// <exception cref="ShapeException">There is no tensor, a shape does not fit the first one's, or the axis does not exist.</exception>
    public static Tensor Concatenate(int axis, params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty)
            Throw.NoTensors(nameof(Concatenate));
        ArgumentNullException.ThrowIfNull(tensors[0], nameof(tensors));
        Shape first = tensors[0].Shape;
        axis = first.Axis(axis, nameof(Concatenate));
        long size = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(tensors[i], nameof(tensors));
            Shape shape = tensors[i].Shape;
            if (shape.Rank != first.Rank || shape.With(axis, first[axis]) != first)
                Throw.ConcatenateShape(axis, i, first, shape);
            size += shape[axis];
        }

        if (size > Shape.MaxCount)
            Throw.ConcatenateSize(axis, size);
        Tensor result = Rent(first.With(axis, (int)size));
        int[] steps = CopyPlan.Steps(result.Shape);
        int at = 0;
        foreach (Tensor tensor in tensors)
        {
            CopyPlan plan = new(tensor.Shape, 0, CopyPlan.Steps(tensor.Shape), at * steps[axis], steps);
            CopyStrided.Run(plan, tensor.Values, result.Target);
            at += tensor.Shape[axis];
        }

        return Gradients.AreNeededFor(tensors) ? result.RecordedBy(new ConcatenateNode(axis, tensors)) : result;
    }
}

file sealed class ConcatenateNode(int axis, ReadOnlySpan<Tensor> tensors) : GradientNode(nameof(Tensor.Concatenate), tensors)
{
    public override void Backward(Tensor gradient)
    {
        int at = 0;
        for (int i = 0; i < Inputs.Length; i++)
        {
            int length = Inputs[i].Shape[axis];
            if (Needs(i))
                Give(i, gradient.Part(axis, at, length));
            at += length;
        }
    }
}
