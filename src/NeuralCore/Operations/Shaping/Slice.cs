using System.Runtime.CompilerServices;
using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// A part of each axis, as in <c>x[..10, ^3..]</c>; axes that are not named stay whole. The same as <see cref="Slice(ReadOnlySpan{Range})"/>.
    /// </summary>
    /// <param name="ranges">The part of each axis, from the outermost on.</param>
    /// <exception cref="ShapeException">There are more ranges than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range does not lie within its axis.</exception>
    [IndexerName("Element")]
    public Tensor this[params ReadOnlySpan<Range> ranges] => Slice(ranges);

    /// <summary>
    /// <paramref name="length"/> positions of an axis from <paramref name="start"/> on. Shares memory with this tensor when the numbers
    /// lie together, which they do on the outermost axis; else it is a copy.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="start">The first position.</param>
    /// <param name="length">How many positions.</param>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the axis.</exception>
    public Tensor Slice(int axis, int start, int length)
    {
        axis = Shape.Axis(axis, nameof(Slice));
        if (start < 0 || length < 0 || start > Shape[axis] - length)
            Throw.SliceOutOfRange(nameof(start), $"{length} from {start} on", axis, Shape);
        int[] starts = new int[Rank];
        starts[axis] = start;
        return Sliced(starts, Shape.With(axis, length));
    }

    /// <inheritdoc cref="Slice(int, int, int)"/>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="range">The part, as in <c>2..5</c> or <c>^1..</c>.</param>
    public Tensor Slice(int axis, Range range)
    {
        axis = Shape.Axis(axis, nameof(Slice));
        (int start, int length) = Resolve(range, axis);
        return Slice(axis, start, length);
    }

    /// <summary>
    /// A part of each axis; axes that are not named stay whole. Shares memory with this tensor when the numbers lie together; else it is a copy.
    /// </summary>
    /// <param name="ranges">The part of each axis, from the outermost on.</param>
    /// <exception cref="ShapeException">There are more ranges than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range does not lie within its axis.</exception>
    public Tensor Slice(params ReadOnlySpan<Range> ranges)
    {
        if (ranges.Length > Rank)
            Throw.TooManyRanges(ranges.Length, Shape);
        int[] starts = new int[Rank];
        int[] sizes = Shape.AsSpan().ToArray();
        for (int axis = 0; axis < ranges.Length; axis++)
            (starts[axis], sizes[axis]) = Resolve(ranges[axis], axis);
        return Sliced(starts, Shape.Create(sizes));
    }

    /// <summary>
    /// One position of an axis, without that axis: <c>x.Select(0, ^1)</c> is the last row. Shares memory as <see cref="Slice(int, int, int)"/> does.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="index">The position; <c>^1</c> is the last.</param>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the axis.</exception>
    public Tensor Select(int axis, Index index)
    {
        axis = Shape.Axis(axis, nameof(Select));
        int start = index.GetOffset(Shape[axis]);
        if (start < 0 || start >= Shape[axis])
            Throw.SliceOutOfRange(nameof(index), index.ToString(), axis, Shape);
        return Slice(axis, start, 1).Squeeze(axis);
    }

    /// <summary>A part of one axis, without history: a view where the numbers lie together.</summary>
    internal Tensor Part(int axis, int start, int length)
    {
        int[] starts = new int[Rank];
        starts[axis] = start;
        return Part(starts, Shape.With(axis, length));
    }

    /// <summary>A part of each axis, without history: a view where the numbers lie together.</summary>
    internal Tensor Part(ReadOnlySpan<int> starts, Shape shape)
    {
        int[] steps = CopyPlan.Steps(Shape);
        int offset = SliceNode.Offset(starts, steps);
        if (shape.Count == 0)
            return Rent(shape);

        // The numbers lie together when, inside the first axis that has more than one position left, all axes are whole.
        int outermost = 0;
        while (outermost < Rank && shape[outermost] == 1)
            outermost++;
        if (outermost == Rank || shape.AsSpan()[(outermost + 1)..].SequenceEqual(Shape.AsSpan()[(outermost + 1)..]))
            return View(shape, offset);
        Tensor result = Rent(shape);
        CopyStrided.Run(new CopyPlan(shape, offset, steps, 0, CopyPlan.Steps(shape)), Values, result.Target);
        return result;
    }

    private Tensor Sliced(int[] starts, Shape shape)
    {
        Tensor result = Part(starts, shape);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new SliceNode(this, starts)) : result;
    }

    private (int Start, int Length) Resolve(Range range, int axis)
    {
        int start = range.Start.GetOffset(Shape[axis]);
        int end = range.End.GetOffset(Shape[axis]);
        if (start < 0 || end < start || end > Shape[axis])
            Throw.SliceOutOfRange(nameof(range), range.ToString(), axis, Shape);
        return (start, end - start);
    }
}

// The gradient is zero outside the part. Adding it to what the whole has received, instead of giving a whole one full of zeros, keeps
// the cost of a tensor that is cut into k slices at one pass over it, not k.
file sealed class SliceNode(Tensor input, int[] starts) : GradientNode(nameof(Tensor.Slice), input)
{
    public static int Offset(ReadOnlySpan<int> starts, int[] steps)
    {
        int offset = 0;
        for (int axis = 0; axis < starts.Length; axis++)
            offset += starts[axis] * steps[axis];
        return offset;
    }

    public override void Backward(Tensor gradient)
    {
        Tensor sum = GradientSum(0);
        int[] steps = CopyPlan.Steps(sum.Shape);
        CopyPlan plan = new(gradient.Shape, 0, CopyPlan.Steps(gradient.Shape), Offset(starts, steps), steps);
        using InPlaceWrite write = sum.WriteInPlace(Name);
        AddInto.Run(plan, gradient.Values, write.Target);
    }
}
