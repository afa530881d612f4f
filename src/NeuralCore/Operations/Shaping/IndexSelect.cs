using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// Picks whole positions along an axis, as often and in the order that the index says: rows of a table, say. The index's axes take the
    /// place of the picked one: from x [a, n, b] with an index [p, q], axis 1, comes y [a, p, q, b].
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="index">Whole numbers from 0 to the axis' size - 1, of any shape.</param>
    /// <exception cref="ShapeException">The axis does not exist, or the result is too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not whole, or outside the axis.</exception>
    public Tensor IndexSelect(int axis, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        axis = Shape.Axis(axis, nameof(IndexSelect));
        return Selected(axis, Indices.Of(index, Shape[axis], nameof(IndexSelect)), index.Shape);
    }

    /// <inheritdoc cref="IndexSelect(int, Tensor)"/>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="index">Positions from 0 to the axis' size - 1.</param>
    public Tensor IndexSelect(int axis, params ReadOnlySpan<int> index)
    {
        axis = Shape.Axis(axis, nameof(IndexSelect));
        return Selected(axis, Indices.Of(index, Shape[axis], nameof(IndexSelect)), [index.Length]);
    }

    private Tensor Selected(int axis, int[] index, Shape indexShape)
    {
        ReadOnlySpan<int> sizes = Shape;
        Tensor result = Rent([.. sizes[..axis], .. indexShape, .. sizes[(axis + 1)..]]);
        (int outer, int inner) = Around(axis);
        GatherRows.Run(Values, index, result.Target, outer, Shape[axis], inner);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new IndexSelectNode(this, axis, index)) : result;
    }
}

// Rows that were picked several times add up where they came from; the others get nothing, so only those are touched.
file sealed class IndexSelectNode(Tensor input, int axis, int[] index) : GradientNode(nameof(Tensor.IndexSelect), input)
{
    public override void Backward(Tensor gradient)
    {
        Tensor sum = GradientSum(0);
        (int outer, int inner) = sum.Around(axis);
        using InPlaceWrite write = sum.WriteInPlace(Name);
        GatherRows.Add(write.Target, index, gradient.Values, outer, sum.Shape[axis], inner);
    }
}
