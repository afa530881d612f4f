using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Finds, along one axis, the place of the number that a fold picks.</summary>
internal static class ArgReduction
{
    // The largest whole number up to which single precision holds every one.
    private const int LargestExact = 1 << 24;

    public static Tensor Run<TFold>(TFold fold, Tensor x, int axis, bool keepAxis, string name)
        where TFold : struct, IFold
    {
        axis = x.Shape.Axis(axis, name);
        bool[] axes = new bool[x.Rank];
        axes[axis] = true;
        Reduction.CheckNotEmpty(x.Shape, axes, name);
        CheckPlaces(name, x.Shape[axis]);
        Tensor result = Tensor.Rent(Reduction.Shape(x.Shape, axes, keepAxis));
        int outer = x.Shape.CountBetween(0, axis);
        int inner = x.Shape.CountBetween(axis + 1, x.Rank);
        ArgFold.Run(fold, x.Values, outer, x.Shape[axis], inner, result.Target);
        return result;
    }

    /// <summary>Refuses so many places that a tensor does not hold the number of each exactly.</summary>
    public static void CheckPlaces(string name, int count)
    {
        if (count - 1 > LargestExact)
            Throw.TooLongForIndices(name, count, LargestExact);
    }
}
