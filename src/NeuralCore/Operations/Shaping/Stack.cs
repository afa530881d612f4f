namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Puts tensors of one shape side by side along a new axis.</summary>
    /// <param name="axis">Where the new axis stands in the result; -1 is the innermost place.</param>
    /// <param name="tensors">The tensors, in order; at least one.</param>
    /// <exception cref="ShapeException">There is no tensor, the shapes differ, or the result has no such axis.</exception>
    public static Tensor Stack(int axis, params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty)
            Throw.NoTensors(nameof(Stack));
        ArgumentNullException.ThrowIfNull(tensors[0], nameof(tensors));
        Shape first = tensors[0].Shape;
        if (axis < -first.Rank - 1 || axis > first.Rank)
            Throw.NewAxisOutOfRange(nameof(Stack), axis, first);
        var slices = new Tensor[tensors.Length];
        for (int i = 0; i < slices.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(tensors[i], nameof(tensors));
            if (tensors[i].Shape != first)
                Throw.StackShape(i, first, tensors[i].Shape);
            slices[i] = tensors[i].Unsqueeze(axis);
        }

        return Concatenate(axis, slices);
    }
}
