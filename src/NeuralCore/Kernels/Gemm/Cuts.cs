namespace NeuralCore.Kernels;

/// <summary>
/// A length cut into the fewest pieces of at most a size, which differ by one at most: 64 by 12 into 11, 11, 11, 11, 10, 10 and not into
/// five twelves and a four.
/// </summary>
internal readonly struct Cuts
{
    private readonly int size;
    private readonly int longer;

    public Cuts(int total, int most)
    {
        Count = GemmBlocks.Count(total, most);
        (size, longer) = Math.DivRem(total, Math.Max(1, Count));
    }

    public int Count { get; }

    /// <summary>The size of the largest piece.</summary>
    public int Most => Size(0);

    /// <summary>Where piece <paramref name="i"/> starts.</summary>
    public int Start(int i) => (i * size) + Math.Min(i, longer);

    public int Size(int i) => i < longer ? size + 1 : size;
}
