namespace NeuralCore.Kernels;

/// <summary>
/// The windows along one axis of <paramref name="Size"/> positions. Window i begins at i · Stride - Padding and has Width positions that lie
/// Dilation apart; with stride 0 the windows divide the axis as evenly as whole numbers can.
/// </summary>
internal readonly record struct PoolWindows(
    int Size, int Count, int Width, int Stride, int Padding = 0, int Dilation = 1, bool CountsPadding = false)
{
    /// <summary>Windows from ⌊i · size / count⌋ to ⌈(i + 1) · size / count⌉.</summary>
    public static PoolWindows Dividing(int size, int count) =>
        size % count == 0 ? new(size, count, size / count, size / count) : new(size, count, 0, 0);

    /// <summary>How many positions a window spans.</summary>
    public long Span => ((long)(Width - 1) * Dilation) + 1;

    /// <summary>The first window that does not begin in the padding; the count where all do.</summary>
    public int FirstInside => Stride == 0 ? 0 : Math.Min(Count, (int)(((long)Padding + Stride - 1) / Stride));

    public PoolWindow this[int i]
    {
        get
        {
            int origin = Origin(i);
            if (Stride == 0)
                return new(origin, origin, (int)(((((long)i + 1) * Size) + Count - 1) / Count));
            int missing = Math.Max(0, -origin);
            int first = origin + ((missing + Dilation - 1) / Dilation * Dilation);
            return new(origin, first, (int)Math.Min(origin + Span, Size));
        }
    }

    /// <summary>Where a window begins, which can be in the padding.</summary>
    public int Origin(int i) => Stride == 0 ? (int)((long)i * Size / Count) : (i * Stride) - Padding;

    /// <summary>Among how many positions a window's sum is divided, for a mean. Padding may count, but nothing beyond it.</summary>
    public int Divisor(int i)
    {
        if (CountsPadding)
            return (int)Math.Min(Width, (long)Size + Padding - Origin(i));
        PoolWindow window = this[i];
        return window.End - window.First;
    }

    /// <summary>
    /// How many windows, from the first one on that does not begin in the padding, lie inside and such that neighbours can be taken together: their
    /// positions stand one or two apart.
    /// </summary>
    public int EndOfBundles =>
        Stride == 1 || (Stride == 2 && Dilation == 1 && Width > 1)
            ? (int)Math.Clamp(Size + (long)Padding - Span < 0 ? 0 : ((Size + (long)Padding - Span) / Stride) + 1, 0, Count)
            : 0;
}
