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
