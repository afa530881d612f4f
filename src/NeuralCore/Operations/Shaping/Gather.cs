using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// Picks single numbers along an axis. With axis 1 of three: y[i, j, k] = x[i, index[i, j, k], k]. The result has the index's shape.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="index">
    /// Whole numbers from 0 to the axis' size - 1. It has as many axes as this tensor, and along each but the picked one it is not longer.
    /// </param>
    /// <exception cref="ShapeException">The axis does not exist, or the index's shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not whole, or outside the axis.</exception>
    public Tensor Gather(int axis, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        axis = Shape.Axis(axis, nameof(Gather));
        CheckIndexShape(nameof(Gather), axis, index.Shape, Shape);

        // An index that is shorter along another axis picks from the front part of this tensor.
        Shape used = index.Shape.With(axis, Shape[axis]);
        Tensor source = used == Shape ? this : Sliced(new int[Rank], used);
        int[] whole = Indices.Of(index, Shape[axis], nameof(Gather));
        Tensor result = source.Gathered(axis, whole, index.Shape);
        return Gradients.AreNeededFor(source) ? result.RecordedBy(new GatherNode(source, axis, whole, index.Shape)) : result;
    }

    /// <summary>Picks numbers with checked positions, without history.</summary>
    internal Tensor Gathered(int axis, int[] index, Shape shape)
    {
        Tensor result = Rent(shape);
        (int outer, int inner) = Around(axis);
        GatherElements.Run(Values, index, result.Target, outer, Shape[axis], shape[axis], inner);
        return result;
    }

    /// <summary>The number of positions outside an axis, and inside it.</summary>
    internal (int Outer, int Inner) Around(int axis) => (Shape.CountBetween(0, axis), Shape.CountBetween(axis + 1, Rank));

    private static void CheckIndexShape(string operation, int axis, Shape index, Shape shape)
    {
        bool fits = index.Rank == shape.Rank;
        for (int i = 0; fits && i < shape.Rank; i++)
            fits = i == axis || index[i] <= shape[i];
        if (!fits)
            Throw.IndexShape(operation, axis, index, shape);
    }
}

file sealed class GatherNode(Tensor input, int axis, int[] index, Shape shape) : GradientNode(nameof(Tensor.Gather), input)
{
    public override void Backward(Tensor gradient)
    {
        Tensor sum = GradientSum(0);
        (int outer, int inner) = sum.Around(axis);
        using InPlaceWrite write = sum.WriteInPlace(Name);
        GatherElements.Add(write.Target, index, gradient.Values, outer, sum.Shape[axis], shape[axis], inner);
    }
}
