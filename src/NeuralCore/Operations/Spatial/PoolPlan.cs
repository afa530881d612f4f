using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>The windows over one tensor, and the shape of what they give.</summary>
internal readonly record struct PoolPlan(string Operation, PoolLayout Layout, Shape Result)
{
    public PoolPlan(string operation, Shape shape, PoolWindows rows, PoolWindows columns, bool isLine)
        : this(
            operation,
            new PoolLayout(shape[0] * shape[1], rows, columns),
            isLine ? [shape[0], shape[1], columns.Count] : [shape[0], shape[1], rows.Count, columns.Count])
    {
    }

    /// <summary>So many windows that divide images, or lines, as evenly as whole numbers can.</summary>
    public static PoolPlan Dividing(string operation, Shape shape, Pair outputSize, bool isLine)
    {
        CheckCounts(outputSize);
        ImageAxes.CheckRank(shape, isLine, operation);
        ImageAxes.CheckPixels(shape, operation);
        PoolWindows columns = PoolWindows.Dividing(shape[^1], outputSize.Width);
        return new(operation, shape, isLine ? new(1, 1, 1, 1) : PoolWindows.Dividing(shape[2], outputSize.Height), columns, isLine);
    }

    /// <summary>One window over everything behind the first two axes, which are what is left.</summary>
    public static PoolPlan Whole(string operation, Shape shape)
    {
        CheckWhole(shape, operation);
        int size = shape.CountBetween(2, shape.Rank);
        return new(operation, new PoolLayout(shape[0] * shape[1], new(1, 1, 1, 1), new(size, 1, size, size)), [shape[0], shape[1]]);
    }

    /// <summary>Refuses shapes without an axis behind the first two, or without numbers along one.</summary>
    public static void CheckWhole(Shape shape, string operation)
    {
        if (shape.Rank < 3)
            Throw.NotImages(operation, "[batch, channels, ...] with at least one more axis", shape);
        ImageAxes.CheckPixels(shape, operation);
    }

    public static void CheckCounts(Pair outputSize)
    {
        int smallest = Math.Min(outputSize.Height, outputSize.Width);
        if (smallest < 1)
            Throw.OutOfRange(nameof(outputSize), smallest, "1 or more");
    }
}
