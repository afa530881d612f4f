using System.Buffers;
using System.Numerics.Tensors;
using NeuralCore.Storage;

namespace NeuralCore;

// Between this class and the tensor types of System.Numerics.Tensors. Those have no tensors without axes: a scalar is their [1].
public sealed partial class Tensor
{
    /// <summary>
    /// A tensor over the memory of one of System.Numerics.Tensors, without copying: both see each other's changes. Operations are not told
    /// of changes made through the other one. Its memory lives as long as this tensor.
    /// </summary>
    /// <exception cref="ShapeException">
    /// The numbers do not lie one after the other, as after a slice or a permutation. <see cref="From(in ReadOnlyTensorSpan{Real})"/> copies such
    /// a tensor.
    /// </exception>
    public static Tensor Wrap(Tensor<Real> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!tensor.IsDense)
            Throw.NotDense(tensor.Lengths, tensor.Strides);
        return new Tensor(new Block(new NumericsMemory(tensor)), 0, ShapeOf(tensor.Lengths));
    }

    /// <summary>A tensor with a copy of the numbers of any tensor or tensor span of System.Numerics.Tensors, a sliced or permuted one too.</summary>
    public static Tensor From(in ReadOnlyTensorSpan<Real> values)
    {
        Tensor result = Rent(ShapeOf(values.Lengths));
        values.FlattenTo(result.Target);
        return result;
    }

    /// <summary>The numbers for reading, as System.Numerics.Tensors sees them. A scalar has the shape [1] there.</summary>
    public ReadOnlyTensorSpan<Real> AsReadOnlyTensorSpan() => new(Values, Lengths(), []);

    /// <summary>
    /// The numbers to be changed in place, as System.Numerics.Tensors sees them. A scalar has the shape [1] there. Counts as a change: a
    /// gradient that still needs the old values will refuse to run.
    /// </summary>
    public TensorSpan<Real> AsTensorSpan()
    {
        Block.Expose();
        Block.MarkWritten(nameof(AsTensorSpan));
        return new(Target, Lengths(), []);
    }

    /// <summary>
    /// A tensor of System.Numerics.Tensors over the same memory, without copying: both see each other's changes. A scalar has the shape
    /// [1] there. Counts as a change, and keeps the memory beyond the end of its <see cref="StepScope"/>, of which the other knows nothing.
    /// </summary>
    /// <exception cref="NotSupportedException">The memory is no array and belongs to no such tensor, as that of a mapped file.</exception>
    public Tensor<Real> AsNumericsTensor()
    {
        Block.Expose();
        Block.MarkWritten(nameof(AsNumericsTensor));
        if (Block.TryGetArray(out ArraySegment<Real> segment))
        {
            Keep();
            return System.Numerics.Tensors.Tensor.Create(segment.Array!, segment.Offset + start, Lengths(), []);
        }

        if (Block.Foreign is not NumericsMemory)
            Throw.NoNumericsTensor();
        Tensor<Real> whole = ((NumericsMemory)Block.Foreign!).Owner;
        Tensor<Real> flat = System.Numerics.Tensors.Tensor.Reshape(whole, [Block.Length]);
        return System.Numerics.Tensors.Tensor.Reshape(flat.Slice(new NRange(start, start + Count)), Lengths());
    }

    private static Shape ShapeOf(ReadOnlySpan<nint> lengths)
    {
        Span<int> sizes = lengths.Length <= 8 ? stackalloc int[lengths.Length] : new int[lengths.Length];

        // A size that no int holds is too large for a tensor here, which the shape says.
        for (int axis = 0; axis < sizes.Length; axis++)
            sizes[axis] = (int)Math.Min(lengths[axis], int.MaxValue);
        return Shape.Create(sizes);
    }

    private nint[] Lengths()
    {
        if (Rank == 0)
            return [1];
        nint[] lengths = new nint[Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = Shape[axis];
        return lengths;
    }
}
