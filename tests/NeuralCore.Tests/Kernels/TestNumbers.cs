namespace NeuralCore.Tests.Kernels;

/// <summary>Numbers to feed kernels with.</summary>
internal static class TestNumbers
{
    private static readonly Real[] special =
    [
        0, -(Real)0, 1, -1, Real.Epsilon, -Real.Epsilon, Real.MaxValue, Real.MinValue, Real.PositiveInfinity, Real.NegativeInfinity, Real.NaN,
    ];

    /// <summary>Numbers between -4 and 4 whose sums are not exact.</summary>
    public static Real[] Plain(int count, ulong seed)
    {
        Rng rng = new(seed);
        Real[] values = new Real[count];
        for (int i = 0; i < count; i++)
            values[i] = (8 * rng.NextUniform()) - 4;
        return values;
    }

    /// <summary>The same with every special value somewhere, at a place that moves with the seed.</summary>
    public static Real[] WithSpecial(int count, ulong seed)
    {
        Real[] values = Plain(count, seed);
        for (int i = (int)(seed % 3); i < count; i += 3)
            values[i] = special[(i + (int)seed) % special.Length];
        return values;
    }
}
