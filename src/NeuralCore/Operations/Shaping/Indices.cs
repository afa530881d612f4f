using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Positions given as numbers in a tensor, checked once and turned into whole numbers.</summary>
internal static class Indices
{
    /// <summary>The positions in a tensor of any shape; each must be from 0 to <paramref name="limit"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not whole or out of range.</exception>
    public static int[] Of(Tensor index, int limit, string operation)
    {
        ReadOnlySpan<Real> values = index.Values;
        int[] whole = new int[values.Length];
        for (int i = 0; i < whole.Length; i++)
        {
            // NaN fails the comparison too.
            if (!(values[i] >= 0 && values[i] < limit) || values[i] != (int)values[i])
                Throw.BadIndex(operation, values[i], Place(i, index.Shape), limit);
            whole[i] = (int)values[i];
        }

        return whole;
    }

    /// <summary>The same for positions that are whole numbers already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static int[] Of(ReadOnlySpan<int> index, int limit, string operation)
    {
        for (int i = 0; i < index.Length; i++)
        {
            if ((uint)index[i] >= (uint)limit)
                Throw.BadIndex(operation, index[i], [i], limit);
        }

        return index.ToArray();
    }

    private static int[] Place(int i, Shape shape)
    {
        int[] steps = CopyPlan.Steps(shape);
        for (int axis = 0; axis < steps.Length; axis++)
            (steps[axis], i) = Math.DivRem(i, steps[axis]);
        return steps;
    }
}
