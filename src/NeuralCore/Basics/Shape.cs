using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace NeuralCore;

/// <summary>
/// The sizes of a tensor along its axes, outermost first; without axes, that of a scalar. A value that never changes.
/// Write one as a collection expression: <c>Shape s = [32, 784];</c>
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The most elements that one tensor can hold: what one array can hold, less what alignment takes.</summary>
    public const int MaxCount = 0x7FFFFFC7 - 64;

    // Sizes that came up lately, each at the place that its hash gives or beside it: a program has few shapes, and asks for them in every
    // step. Threads may overwrite each other's entries; an array that stands here never changes.
    private static readonly int[]?[] known = new int[1024][];

    private readonly int[]? sizes;

    private Shape(int[] sizes)
    {
        this.sizes = sizes;
        Last = CheckedCount(sizes) - 1;
    }

    /// <summary>How many axes there are.</summary>
    public int Rank => sizes?.Length ?? 0;

    /// <summary>The number of axes under the name by which the compiler sizes a spread, as in <c>[.. shape, 10]</c>; the same as <see cref="Rank"/>.</summary>
    public int Length => Rank;

    /// <summary>How many elements there are: the product of the sizes, and 1 for a scalar.</summary>
    public int Count => Last + 1;

    // Stored as count - 1, so that default(Shape) is the scalar with its one element.
    private int Last { get; }

    /// <summary>The size along an axis; <c>shape[^1]</c> is the innermost.</summary>
    public int this[Index axis] => AsSpan()[axis];

    /// <summary>Builds a shape from sizes; collection expressions call this.</summary>
    /// <exception cref="ShapeException">A size is negative, or there are more than <see cref="MaxCount"/> elements.</exception>
    public static Shape Create(ReadOnlySpan<int> sizes) => sizes.Length == 0 ? default : new Shape(Shared(sizes));

    /// <summary>The sizes.</summary>
    public ReadOnlySpan<int> AsSpan() => sizes;

    /// <summary>The sizes as a span, so that a shape can be given wherever sizes are listed.</summary>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.sizes;

    /// <summary>Enumerates the sizes.</summary>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <summary>
    /// The shape of an element-wise result. Shapes are aligned at the innermost axis; sizes must be equal, or one of them 1, which is
    /// then repeated. Missing outer axes count as 1. The rules are those of NumPy and PyTorch.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Shape Broadcast(Shape left, Shape right, string operation = nameof(Broadcast))
    {
        if (left == right)
            return left;
        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> result = rank <= 8 ? stackalloc int[rank] : new int[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            int l = fromEnd <= left.Rank ? left[^fromEnd] : 1;
            int r = fromEnd <= right.Rank ? right[^fromEnd] : 1;
            if (l != r && l != 1 && r != 1)
                Throw.NoBroadcast(operation, left, right, fromEnd);
            result[rank - fromEnd] = l == 1 ? r : l;
        }

        return Create(result);
    }

    /// <summary>Whether the sizes are equal, axis by axis.</summary>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int size in AsSpan())
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Whether the sizes are equal.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the sizes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The sizes in brackets, as in <c>[32, 784]</c>.</summary>
    public override string ToString() => Format(AsSpan());

    internal static string Format(ReadOnlySpan<int> sizes)
    {
        StringBuilder text = new("[");
        for (int i = 0; i < sizes.Length; i++)
            text.Append(i == 0 ? "" : ", ").Append(sizes[i].ToString(CultureInfo.InvariantCulture));
        return text.Append(']').ToString();
    }

    /// <summary>The axis counted from the front, for one that may be counted from the end with a negative number.</summary>
    internal int Axis(int axis, string operation)
    {
        if (axis < -Rank || axis >= Rank)
            Throw.AxisOutOfRange(operation, axis, this);
        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>Marks the given axes, or all where none is given.</summary>
    internal bool[] Axes(ReadOnlySpan<int> axes, string operation)
    {
        bool[] marked = new bool[Rank];
        if (axes.Length == 0)
            Array.Fill(marked, true);
        foreach (int given in axes)
        {
            int axis = Axis(given, operation);
            if (marked[axis])
                Throw.RepeatedAxis(operation, given);
            marked[axis] = true;
        }

        return marked;
    }

    /// <summary>The product of the sizes of the axes from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    internal int CountBetween(int start, int end)
    {
        int count = 1;
        for (int axis = start; axis < end; axis++)
            count *= sizes![axis];
        return count;
    }

    /// <summary>This shape with another size along one axis.</summary>
    internal Shape With(int axis, int size)
    {
        Span<int> changed = Rank <= 8 ? stackalloc int[Rank] : new int[Rank];
        AsSpan().CopyTo(changed);
        changed[axis] = size;
        return Create(changed);
    }

    /// <summary>This shape with one more axis.</summary>
    internal Shape Insert(int axis, int size)
    {
        Span<int> longer = Rank < 8 ? stackalloc int[Rank + 1] : new int[Rank + 1];
        AsSpan()[..axis].CopyTo(longer);
        longer[axis] = size;
        AsSpan()[axis..].CopyTo(longer[(axis + 1)..]);
        return Create(longer);
    }

    /// <summary>This shape without one axis.</summary>
    internal Shape Remove(int axis)
    {
        Span<int> shorter = Rank <= 8 ? stackalloc int[Rank - 1] : new int[Rank - 1];
        AsSpan()[..axis].CopyTo(shorter);
        AsSpan()[(axis + 1)..].CopyTo(shorter[axis..]);
        return Create(shorter);
    }

    private static int[] Shared(ReadOnlySpan<int> sizes)
    {
        uint hash = (uint)sizes.Length;
        foreach (int size in sizes)
            hash = (hash * 31) + (uint)size;

        // The highest bits of the product are the best mixed ones (Knuth's multiplicative hashing).
        uint place = (hash * 2654435769u) >> 22;
        int[]? first = Volatile.Read(ref known[place]);
        if (first is not null && first.AsSpan().SequenceEqual(sizes))
            return first;
        int[]? second = Volatile.Read(ref known[place ^ 1]);
        if (second is not null && second.AsSpan().SequenceEqual(sizes))
            return second;

        // The one that was here moves over, so that two that share a place both stay.
        int[] made = sizes.ToArray();
        Volatile.Write(ref known[place ^ 1], first);
        Volatile.Write(ref known[place], made);
        return made;
    }

    private static int CheckedCount(int[] sizes)
    {
        // A zero anywhere makes the count zero, but the other sizes must still be sound.
        long count = 1;
        bool empty = false;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] < 0)
                Throw.NegativeSize(axis, sizes[axis]);
            if (sizes[axis] == 0)
                empty = true;
            else if ((count *= sizes[axis]) > MaxCount)
                Throw.TooManyElements(sizes);
        }

        return empty ? 0 : (int)count;
    }
}
