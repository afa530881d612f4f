using System.Diagnostics;
using System.Runtime.CompilerServices;
using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>
/// Real numbers arranged along axes, and the operations on them. Numbers lie in memory row by row, the innermost axis closest together.
/// Class labels and token ids are whole numbers in a tensor, exact below 2^24.
/// </summary>
/// <remarks>
/// Operations never change their operands: each gives a new tensor. When an operand has <see cref="RequiresGradient"/>, the result
/// remembers how it was made, and <see cref="Backward(Tensor?, bool)"/> follows that back. Reading a tensor from several threads at once is safe.
/// Changes in place, by <see cref="Fill"/>, <see cref="CopyFrom"/>, <see cref="AsSpan"/> or an index, are for parameters and inputs: they are not
/// recorded, so a result that is changed in place keeps the history it had.
/// </remarks>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
[DebuggerTypeProxy(typeof(TensorDebuggerView))]
public sealed partial class Tensor
{
    private readonly int start;

    internal Tensor(Block block, int start, Shape shape)
    {
        Block = block;
        this.start = start;
        Shape = shape;
    }

    /// <summary>The sizes along the axes.</summary>
    public Shape Shape { get; }

    /// <summary>How many axes there are; 0 for a scalar.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many numbers there are.</summary>
    public int Count => Shape.Count;

    internal Block Block { get; }

    /// <summary>The numbers, for reading.</summary>
    internal ReadOnlySpan<Real> Values => Block.Span.Slice(start, Count);

    /// <summary>The numbers, for filling a tensor that nobody else has seen yet.</summary>
    internal Span<Real> Target => Block.Span.Slice(start, Count);

    /// <summary>One number, by its index along each axis; a negative index counts from the end. Setting one counts as a change in place.</summary>
    /// <exception cref="ShapeException">There are more or fewer indices than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
    [IndexerName("Element")]
    public Real this[params ReadOnlySpan<int> index]
    {
        get => Values[OffsetOf(index)];
        set
        {
            int offset = OffsetOf(index);
            using InPlaceWrite write = WriteInPlace("Item");
            write.Target[offset] = value;
        }
    }

    /// <summary>The number of a tensor that holds just one.</summary>
    /// <exception cref="ShapeException">The tensor holds more than one number, or none.</exception>
    public Real Item()
    {
        if (Count != 1)
            Throw.NotOneElement(Shape);
        return Values[0];
    }

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<Real> AsReadOnlySpan() => Values;

    /// <summary>
    /// The numbers, row by row, to be changed in place. Counts as a change: a gradient that still needs the old values will refuse to run.
    /// </summary>
    /// <remarks>
    /// Nobody sees when a span is written to, so from now on a <see cref="Predictor"/> and a <see cref="RecurrentStepper"/> read such weights as
    /// they are in every call, and keep nothing that was made of them. <see cref="CopyFrom"/>, <see cref="Fill"/> and an index do not have that cost.
    /// </remarks>
    public Span<Real> AsSpan()
    {
        Block.Expose();
        Block.MarkWritten(nameof(AsSpan));
        return Target;
    }

    /// <summary>A copy of the numbers, row by row.</summary>
    public Real[] ToArray() => Values.ToArray();

    /// <summary>Replaces all numbers in place.</summary>
    /// <exception cref="ShapeException">There are not as many values as the tensor holds.</exception>
    public void CopyFrom(ReadOnlySpan<Real> values)
    {
        if (values.Length != Count)
            Throw.CountsDiffer(nameof(CopyFrom), values.Length, Shape);
        using InPlaceWrite write = WriteInPlace(nameof(CopyFrom));
        values.CopyTo(write.Target);
    }

    /// <summary>Replaces all numbers in place by one.</summary>
    public void Fill(Real value)
    {
        using InPlaceWrite write = WriteInPlace(nameof(Fill));
        write.Target.Fill(value);
    }

    /// <summary>
    /// Keeps this tensor, and those that share its memory, beyond the end of its <see cref="StepScope"/>; a gradient, beyond
    /// <see cref="ClearGradient"/> too. Returns the tensor.
    /// </summary>
    public Tensor Keep()
    {
        Block.Keep();
        return this;
    }

    /// <summary>The same numbers in the same memory, without history: nothing flows back through it.</summary>
    public Tensor Detach() => new(Block, start, Shape);

    /// <summary>A tensor for a result, with undefined numbers.</summary>
    internal static Tensor Rent(Shape shape) =>
        TensorReplay.Current is { } replay ? replay.Rent(shape) : new(BlockPool.Rent(shape.Count), 0, shape);

    /// <summary>Numbers of this tensor's memory under another shape, without history.</summary>
    internal Tensor View(Shape shape, int offset = 0) =>
        TensorReplay.Current is { } replay ? replay.View(Block, start + offset, shape) : new(Block, start + offset, shape);

    /// <summary>Whether this is a view of exactly these numbers.</summary>
    internal bool IsViewOf(Block block, int offset, Shape shape) => Block == block && start == offset && Shape == shape;

    /// <summary>Whether the other one is this one, or a view of the same numbers under the same shape.</summary>
    internal bool IsSameAs(Tensor other) => ReferenceEquals(this, other) || other.IsViewOf(Block, start, Shape);

    /// <summary>Begins to change the numbers in place. Whoever writes is done when they dispose it, and keeps no span.</summary>
    internal InPlaceWrite WriteInPlace(string writer) => new(Block, Target, writer);

    private int OffsetOf(ReadOnlySpan<int> index)
    {
        if (index.Length != Rank)
            Throw.IndexRank(index, Shape);
        int offset = 0;
        for (int axis = 0; axis < index.Length; axis++)
        {
            int size = Shape[axis];
            int i = index[axis] < 0 ? index[axis] + size : index[axis];
            if ((uint)i >= (uint)size)
                Throw.IndexOutOfRange(index, axis, Shape);
            offset = (offset * size) + i;
        }

        return offset;
    }
}
