namespace NeuralCore.Kernels;

/// <summary>
/// How numbers travel between two arrangements of the same sizes: along each axis both sides move by a fixed step, which may be 0
/// (repeat) or negative (reverse). Axes along which both sides move as one are one axis.
/// </summary>
internal sealed class CopyPlan
{
    private readonly int fromStart;
    private readonly int toStart;
    private readonly List<Axis> outer = [];

    /// <param name="sizes">The sizes of the axes, in the order of the target.</param>
    /// <param name="fromStart">Where the first number is read.</param>
    /// <param name="fromSteps">For each axis, how far apart its numbers are read.</param>
    /// <param name="toStart">Where the first number is written.</param>
    /// <param name="toSteps">For each axis, how far apart its numbers are written.</param>
    public CopyPlan(ReadOnlySpan<int> sizes, int fromStart, ReadOnlySpan<int> fromSteps, int toStart, ReadOnlySpan<int> toSteps)
    {
        this.fromStart = fromStart;
        this.toStart = toStart;
        for (int i = 0; i < sizes.Length; i++)
        {
            Axis axis = new(sizes[i], fromSteps[i], toSteps[i]);
            if (axis.Size == 1)
                continue;
            if (outer.Count > 0 && outer[^1].From == axis.From * axis.Size && outer[^1].To == axis.To * axis.Size)
                outer[^1] = axis with { Size = axis.Size * outer[^1].Size };
            else
                outer.Add(axis);
        }

        Run = Take(outer.Count - 1) ?? new Axis(1, 1, 1);
        IsTransposed = Run is { To: 1, From: not (0 or 1 or -1) } && outer.Exists(static axis => axis.From == 1);
        Cross = IsTransposed ? Take(outer.FindIndex(static axis => axis.From == 1))!.Value : new Axis(1, 1, 1);
        Rows = 1;
        foreach (Axis axis in outer)
            Rows *= axis.Size;
    }

    /// <summary>The innermost axis of the target.</summary>
    public Axis Run { get; }

    /// <summary>When the copy is a transposition, the innermost axis of the source.</summary>
    public Axis Cross { get; }

    public bool IsTransposed { get; }

    /// <summary>Whether there is nothing to copy.</summary>
    public bool IsEmpty => Rows == 0 || Run.Size == 0 || Cross.Size == 0;

    /// <summary>How often the run (or the matrix of cross and run) occurs.</summary>
    public int Rows { get; }

    /// <summary>How many axes are counted through outside the run.</summary>
    public int OuterRank => outer.Count;

    /// <summary>How far apart the numbers of a tensor stand along each of its axes.</summary>
    public static int[] Steps(Shape shape)
    {
        int[] steps = new int[shape.Rank];
        int step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            steps[axis] = step;
            step *= shape[axis];
        }

        return steps;
    }

    /// <summary>Sets the counters to a row and gives the places where it begins.</summary>
    public void Start(int row, Span<int> index, out nint from, out nint to)
    {
        from = fromStart;
        to = toStart;
        for (int i = outer.Count - 1; i >= 0; i--)
        {
            (row, index[i]) = Math.DivRem(row, outer[i].Size);
            from += (nint)index[i] * outer[i].From;
            to += (nint)index[i] * outer[i].To;
        }
    }

    /// <summary>Moves the counters and the places to the next row.</summary>
    public void Next(Span<int> index, ref nint from, ref nint to)
    {
        for (int i = outer.Count - 1; i >= 0; i--)
        {
            (int size, int fromStep, int toStep) = outer[i];
            from += fromStep;
            to += toStep;
            if (++index[i] < size)
                return;
            index[i] = 0;
            from -= (nint)size * fromStep;
            to -= (nint)size * toStep;
        }
    }

    /// <summary>Asserts that everything that is read and written lies within the spans.</summary>
    public void Check(string kernel, int fromLength, int toLength)
    {
        if (IsEmpty)
            return;
        (long lowest, long highest) from = (fromStart, fromStart);
        (long lowest, long highest) to = (toStart, toStart);
        foreach (Axis axis in (ReadOnlySpan<Axis>)[.. outer, Run, Cross])
        {
            Extend(ref from, axis.Size, axis.From);
            Extend(ref to, axis.Size, axis.To);
        }

        if (from.lowest < 0 || from.highest >= fromLength)
            Throw.KernelLengths(kernel, (int)from.highest + 1, fromLength);
        if (to.lowest < 0 || to.highest >= toLength)
            Throw.KernelLengths(kernel, (int)to.highest + 1, toLength);
    }

    private static void Extend(ref (long Lowest, long Highest) reach, int size, int step)
    {
        long span = (long)(size - 1) * step;
        reach = span < 0 ? (reach.Lowest + span, reach.Highest) : (reach.Lowest, reach.Highest + span);
    }

    private Axis? Take(int index)
    {
        if (index < 0)
            return null;
        Axis axis = outer[index];
        outer.RemoveAt(index);
        return axis;
    }

    /// <summary>An axis: its size, and how far apart its numbers are read and written.</summary>
    public readonly record struct Axis(int Size, int From, int To);
}
