namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Cuts an axis into parts of <paramref name="size"/> positions; the last part has what is left.</summary>
    /// <param name="size">Positions in a part.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <returns>The parts, in order. They share memory with this tensor as <see cref="Slice(int, int, int)"/> does.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not at least 1.</exception>
    public Tensor[] Split(int size, int axis = 0)
    {
        axis = Shape.Axis(axis, nameof(Split));
        if (size < 1)
            Throw.OutOfRange(nameof(size), size, "at least 1");
        var parts = new Tensor[Math.Max(1, (int)(((long)Shape[axis] + size - 1) / size))];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Slice(axis, i * size, Math.Min(size, Shape[axis] - (i * size)));
        return parts;
    }

    /// <summary>Cuts an axis into parts of the given sizes, which together are the axis.</summary>
    /// <param name="sizes">Positions in each part.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <returns>The parts, in order. They share memory with this tensor as <see cref="Slice(int, int, int)"/> does.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or the sizes do not add up to its size.</exception>
    public Tensor[] Split(ReadOnlySpan<int> sizes, int axis = 0)
    {
        axis = Shape.Axis(axis, nameof(Split));
        long total = 0;
        bool isNegative = false;
        foreach (int size in sizes)
        {
            total += size;
            isNegative |= size < 0;
        }

        if (isNegative || total != Shape[axis])
            Throw.SplitSizes(sizes, axis, Shape);
        var parts = new Tensor[sizes.Length];
        int at = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Slice(axis, at, sizes[i]);
            at += sizes[i];
        }

        return parts;
    }
}
