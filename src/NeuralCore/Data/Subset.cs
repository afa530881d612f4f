namespace NeuralCore;

/// <summary>Some examples of another dataset, in an order of their own, without copying them.</summary>
public sealed class Subset : IDataset
{
    private readonly IDataset source;
    private readonly int[] indices;

    /// <summary>Picks examples.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="indices">Their numbers there. One may be given several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source has no example with such a number.</exception>
    /// <exception cref="DatasetException">No number is given.</exception>
    public Subset(IDataset source, params ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (indices.Length == 0)
            Throw.NoExamples(nameof(Subset));
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)source.Count)
                Throw.OutOfRange(nameof(indices), index, $"from 0 to {source.Count - 1}, the numbers of the {source.Count} examples");
        }

        this.source = source;
        this.indices = indices.ToArray();
    }

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public Shape InputShape => source.InputShape;

    /// <inheritdoc/>
    public Shape TargetShape => source.TargetShape;

    /// <inheritdoc/>
    public bool AllowsConcurrentReads => source.AllowsConcurrentReads;

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
    {
        Span<int> there = indices.Length <= 256 ? stackalloc int[indices.Length] : new int[indices.Length];
        for (int i = 0; i < there.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
                Throw.OutOfRange(nameof(indices), indices[i], $"from 0 to {Count - 1}, the numbers of the {Count} examples");
            there[i] = this.indices[indices[i]];
        }

        source.Read(there, inputs, targets);
    }
}
