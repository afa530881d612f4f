namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Exchanges two axes: by default the last two, which transposes a matrix or each matrix of a batch.</summary>
    /// <param name="axis1">One axis; a negative one counts from the end.</param>
    /// <param name="axis2">The other axis.</param>
    /// <exception cref="ShapeException">An axis does not exist.</exception>
    public Tensor Transpose(int axis1 = -2, int axis2 = -1)
    {
        int first = Shape.Axis(axis1, nameof(Transpose));
        int second = Shape.Axis(axis2, nameof(Transpose));
        int[] order = new int[Rank];
        for (int axis = 0; axis < order.Length; axis++)
            order[axis] = axis == first ? second : axis == second ? first : axis;
        return Permuted(order, nameof(Transpose));
    }
}
