namespace NeuralCore.Catalog;

/// <summary>What to feed a row with. All values are multiples of 1/1024, so that single and double precision and the golden files mean the same numbers.</summary>
public sealed record Input(Shape Shape, Func<Rng, int, double[]> Draw, bool IsDifferentiable = true)
{
    private const double Grid = 1024;

    /// <summary>Numbers from an interval, none nearer than 0.1 to the given kinks.</summary>
    public static Input Numbers(Shape shape, double low = -2, double high = 2, params double[] kinks) => new(shape, (rng, count) =>
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            do
                values[i] = Math.Round((low + ((high - low) * rng.NextUniform())) * Grid) / Grid;
            while (kinks.Any(kink => Math.Abs(values[i] - kink) < 0.1));
        }

        return values;
    });

    /// <summary>Numbers of which no two are nearer than 1/16, for operations that choose the largest or smallest.</summary>
    public static Input Distinct(Shape shape) => new(shape, (rng, count) => [.. rng.Permutation(count).Select(i => (i - (count / 2)) / 16.0)]);

    /// <summary>Whole numbers from 0 to <paramref name="limit"/> - 1: labels, indices or, with 2, a condition.</summary>
    public static Input Whole(Shape shape, int limit) => new(
        shape, (rng, count) => [.. Enumerable.Range(0, count).Select(_ => (double)rng.NextInteger(limit))], IsDifferentiable: false);

    /// <summary>Signs: -1 or 1.</summary>
    public static Input Sign(Shape shape) => new(
        shape, (rng, count) => [.. Enumerable.Range(0, count).Select(_ => (2.0 * rng.NextInteger(2)) - 1)], IsDifferentiable: false);

    /// <summary>Rows of probabilities along the last axis: powers of two that add up to 1.</summary>
    public static Input Probabilities(int rows, int classes) => new([rows, classes], (rng, _) =>
    {
        double[] values = new double[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            int[] order = rng.Permutation(classes);
            for (int i = 0; i < classes; i++)
                values[(row * classes) + order[i]] = i == classes - 1 ? Math.ScaleB(1, -i) : Math.ScaleB(1, -i - 1);
        }

        return values;
    });

    /// <summary>A vector of just these numbers.</summary>
    public static Input Exactly(params double[] values) => new([values.Length], (_, _) => values);

    /// <summary>The same values without a gradient.</summary>
    public Input Constant() => this with { IsDifferentiable = false };

    /// <summary>The values for input number <paramref name="index"/> of a row: always the same ones.</summary>
    public Tensor Create(string row, int index)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        ulong seed = 14695981039346656037;
        foreach (char letter in row)
            seed = (seed ^ letter) * 1099511628211;
        double[] values = Draw(new Rng(seed, (ulong)index), Shape.Count);
        return Tensor.From([.. values.Select(value => (Real)value)], Shape);
    }
}
