using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Positions given as numbers in a tensor, checked once and turned into whole numbers.</summary>
internal static class Indices
{
    /// <summary>The positions in a tensor of any shape; each must be from 0 to <paramref name="limit"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not whole or out of range.</exception>
    public static int[] Of(Tensor index, int limit, string operation)
    {
        int[] whole = new int[index.Count];
        if (!TryRead(index, limit, whole, out int bad))
            Throw.BadIndex(operation, index.Values[bad], Place(bad, index.Shape), limit);
        return whole;
    }

    /// <summary>Reads positions into room for them. False where a number is not whole or out of range; <paramref name="bad"/> is the first one.</summary>
    public static bool TryRead(Tensor index, int limit, Span<int> whole, out int bad)
    {
        ReadOnlySpan<Real> values = index.Values;
        for (bad = 0; bad < values.Length; bad++)
        {
            // NaN fails the comparison too.
            Real value = values[bad];
            if (!(value >= 0 && value < limit) || value != (int)value)
                return false;
            whole[bad] = (int)value;
        }

        return true;
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

    /// <summary>Where number <paramref name="i"/> of a tensor stands.</summary>
    public static int[] Place(int i, Shape shape)
    {
        int[] steps = CopyPlan.Steps(shape);
        for (int axis = 0; axis < steps.Length; axis++)
            (steps[axis], i) = Math.DivRem(i, steps[axis]);
        return steps;
    }
}
