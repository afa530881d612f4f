namespace NeuralCore;

/// <summary>Divides a dataset in two, for instance into examples to train on and examples to validate with.</summary>
public static class DatasetSplit
{
    // A stream of its own: the same seed may also shuffle batches, whose streams are elsewhere.
    private const ulong Stream = 0x53504C4954; // "SPLIT"

    /// <summary>Deals the examples at random into two parts that share none.</summary>
    /// <param name="dataset">The dataset. It is not copied.</param>
    /// <param name="fraction">
    /// How much of it the first part gets, above 0 and below 1; the number of examples is rounded to the nearest.
    /// </param>
    /// <param name="seed">Chooses who goes where: the same seed always makes the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="DatasetException">A part would be empty.</exception>
    public static (Subset First, Subset Second) Split(this IDataset dataset, double fraction, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!(fraction > 0 && fraction < 1))
            Throw.OutOfRange(nameof(fraction), fraction, "above 0 and below 1");
        int first = (int)Math.Round(dataset.Count * fraction, MidpointRounding.AwayFromZero);
        if (first == 0 || first == dataset.Count)
            Throw.EmptyPart(dataset.Count, fraction, first);
        int[] order = new Rng(seed, Stream).Permutation(dataset.Count);
        return (new Subset(dataset, order.AsSpan(0, first)), new Subset(dataset, order.AsSpan(first)));
    }
}
