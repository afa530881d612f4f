using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// A vector for each word of a vocabulary, learned: y[..., :] = weight[x[...], :]. Shapes: x [...] of whole numbers from 0 to count - 1,
/// weight [count, size], result [..., size]. Only the vectors of words in the batch get a gradient.
/// </summary>
/// <remarks>To use the same vectors at a second place, hand the parameter on, as in <c>AddParameter("weight", embedding.Parameters[0])</c>.</remarks>
public sealed class Embedding : Layer
{
    private readonly Parameter weight;
    private readonly int? paddingIndex;

    /// <summary>Makes a vector for each word.</summary>
    /// <param name="count">How many words the vocabulary has.</param>
    /// <param name="size">How many numbers a word's vector has.</param>
    /// <param name="paddingIndex">The word that only fills up: its vector begins as zeros, whatever the initializer, and gets no gradient.</param>
    /// <param name="weightInitializer">The first vectors; without, drawn from the normal distribution of mean 0 and deviation 1, as in PyTorch.</param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no word, a vector has no number, or the padding is not in the vocabulary.</exception>
    public Embedding(int count, int size, int? paddingIndex = null, Initializer? weightInitializer = null, Rng? rng = null)
        : this(new Parameter("weight", Table(count, size, paddingIndex, weightInitializer, rng)), paddingIndex)
    {
    }

    /// <summary>Uses the vectors of another layer: both change them together.</summary>
    /// <param name="shared">The table of vectors [count, size].</param>
    /// <param name="paddingIndex">The word whose vector gets no gradient through this layer. The vector stays as it is.</param>
    /// <exception cref="ShapeException">The table is no matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The padding is not in the vocabulary.</exception>
    public Embedding(Parameter shared, int? paddingIndex = null)
    {
        ArgumentNullException.ThrowIfNull(shared);
        EmbeddingTable.Check(shared.Shape, paddingIndex);
        Description = FormattableString.Invariant($"Embedding({shared.Shape[0]}, {shared.Shape[1]}{Padding(paddingIndex)})");
        this.paddingIndex = paddingIndex;
        weight = AddParameter("weight", shared);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A number is no word: not a whole number from 0 to count - 1.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Embedding(weight, paddingIndex);
    }

    private static Tensor Table(int count, int size, int? paddingIndex, Initializer? weightInitializer, Rng? rng)
    {
        LayerArgument.CheckSize(count, nameof(count));
        LayerArgument.CheckSize(size, nameof(size));
        EmbeddingTable.Check([count, size], paddingIndex);
        Tensor table = (weightInitializer ?? Initializer.Normal()).Create([count, size], rng ?? GlobalRandom.NextStream());
        if (paddingIndex is { } padding)
            table.Target.Slice(padding * size, size).Clear();
        return table;
    }

    private static string Padding(int? paddingIndex) => paddingIndex is { } padding ? $", paddingIndex: {padding}" : "";
}
