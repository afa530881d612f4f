using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Reduces any set of axes by passes over one stretch of neighbouring axes each, the innermost stretch first.</summary>
internal static class Reduction
{
    /// <summary>Folds the marked axes, which stay with size 1. Without history.</summary>
    public static Tensor Run<TFold>(TFold fold, Tensor x, bool[] axes)
        where TFold : struct, IFold
    {
        int end = Array.LastIndexOf(axes, true) + 1;
        if (end == 0)
        {
            // Nothing to reduce, but a fold may still change numbers, as the sum of squares does.
            Tensor same = Tensor.Rent(x.Shape);
            Reduce.Run(fold, x.Values, x.Count, 1, 1, same.Target);
            return same;
        }

        int start = end;
        while (start > 0 && axes[start - 1])
            start--;
        int outer = x.Shape.CountBetween(0, start);
        int middle = x.Shape.CountBetween(start, end);
        int inner = x.Shape.CountBetween(end, x.Rank);
        Tensor result = Tensor.Rent(Reduced(x.Shape, start, end));
        Reduce.Run(fold, x.Values, outer, middle, inner, result.Target);

        bool[] rest = axes[..start];
        return rest.Contains(true) ? Run(new JoinFold<TFold>(fold), result, [.. rest, .. new bool[x.Rank - start]]) : result;
    }

    /// <summary>The mean over the marked axes, which stay with size 1. Without history.</summary>
    public static Tensor Mean(Tensor x, bool[] axes)
    {
        Tensor mean = Run(new SumFold(), x, axes);
        Map.Run(new WithNumber<DivideZip>(new DivideZip(), Count(x.Shape, axes)), mean.Values, mean.Target);
        return mean;
    }

    /// <summary>How many numbers go into one along the marked axes.</summary>
    public static int Count(Shape shape, bool[] axes)
    {
        int count = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
            count *= axes[axis] ? shape[axis] : 1;
        return count;
    }

    /// <summary>Refuses to reduce an axis without numbers, for folds that then have no answer.</summary>
    public static void CheckNotEmpty(Shape shape, bool[] axes, string operation)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (axes[axis] && shape[axis] == 0)
                Throw.NothingToReduce(operation, axis, shape);
        }
    }

    /// <summary>The shape with the marked axes at size 1, or without them.</summary>
    public static Shape Shape(Shape shape, bool[] axes, bool keepAxes)
    {
        List<int> sizes = [];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!axes[axis])
                sizes.Add(shape[axis]);
            else if (keepAxes)
                sizes.Add(1);
        }

        return [.. sizes];
    }

    private static Shape Reduced(Shape shape, int start, int end)
    {
        int[] sizes = shape.AsSpan().ToArray();
        Array.Fill(sizes, 1, start, end - start);
        return [.. sizes];
    }
}
