namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>One more axis, of size 1. Shares memory with this tensor.</summary>
    /// <param name="axis">Where the new axis stands in the result; -1 is the innermost place.</param>
    /// <exception cref="ShapeException">The result has no such axis.</exception>
    public Tensor Unsqueeze(int axis)
    {
        if (axis < -Rank - 1 || axis > Rank)
            Throw.NewAxisOutOfRange(nameof(Unsqueeze), axis, Shape);
        return Reshaped(Shape.Insert(axis < 0 ? axis + Rank + 1 : axis, 1), nameof(Unsqueeze));
    }
}
