namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The whole tensor laid side by side, <c>counts[i]</c> times along axis i of the result.</summary>
    /// <param name="counts">How often along each axis, aligned at the innermost one; more counts than axes add outer axes.</param>
    /// <exception cref="ShapeException">There are fewer counts than axes, a count is negative, or the result is too large.</exception>
    public Tensor Repeat(params ReadOnlySpan<int> counts)
    {
        int added = counts.Length - Rank;
        if (added < 0 || counts.IndexOfAnyInRange(int.MinValue, -1) >= 0)
            Throw.RepeatCounts(counts, Shape);

        // [a, b] repeated (m, n) times is [1, a, 1, b] expanded to [m, a, n, b].
        int[] apart = new int[2 * counts.Length];
        int[] repeated = new int[apart.Length];
        int[] result = new int[counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            int size = i < added ? 1 : Shape[i - added];
            (apart[2 * i], apart[(2 * i) + 1]) = (1, size);
            (repeated[2 * i], repeated[(2 * i) + 1]) = (counts[i], size);
            result[i] = (int)Math.Min(int.MaxValue, (long)counts[i] * size);
        }

        Shape shape = Shape.Create(result);
        return Reshaped(Shape.Create(apart), nameof(Repeat)).Expand(repeated).Reshaped(shape, nameof(Repeat));
    }
}
