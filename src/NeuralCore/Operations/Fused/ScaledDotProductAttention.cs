using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// softmax(scale q · kᵀ + mask) · v, where this tensor holds the queries q: for each query the mean of the values, weighted by how well
    /// their keys answer it (Vaswani and others: Attention Is All You Need, 2017). Shapes: q [..., queries, width], k [..., keys, width], v
    /// [..., keys, values], result [..., queries, values]; the outer axes are equal, as in [batch, heads, tokens, width].
    /// </summary>
    /// <param name="key">The keys k.</param>
    /// <param name="value">The values v, one for each key.</param>
    /// <param name="mask">Which keys a query may look at; without, all.</param>
    /// <param name="dropout">How likely a weight is dropped after softmax, the others being divided by 1 - dropout: from 0 to 1.</param>
    /// <param name="seed">Chooses what is dropped, with the stream and the step, as in <see cref="Dropout"/>.</param>
    /// <param name="stream">Tells users of one seed apart.</param>
    /// <param name="step">Tells the uses of one stream apart.</param>
    /// <param name="scale">What the products of queries and keys are multiplied by; without, 1 / √width.</param>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability of dropping is not from 0 to 1.</exception>
    public Tensor ScaledDotProductAttention(
        Tensor key, Tensor value, AttentionMask? mask = null, Real dropout = 0, ulong seed = 0, ulong stream = 0, uint step = 0, Real? scale = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!(dropout >= 0 && dropout <= 1))
            Throw.OutOfRange(nameof(dropout), dropout, "from 0 to 1");
        int outerRank = Rank - 2;
        if (Rank < 2 || key.Rank != Rank || value.Rank != Rank
            || !key.Shape.AsSpan()[..outerRank].SequenceEqual(Shape.AsSpan()[..outerRank])
            || !value.Shape.AsSpan()[..(outerRank + 1)].SequenceEqual(key.Shape.AsSpan()[..(outerRank + 1)])
            || key.Shape[^1] != Shape[^1])
        {
            Throw.AttentionShapes(Shape, key.Shape, value.Shape);
        }

        if (scale is { } factor && !Real.IsFinite(factor))
            Throw.OutOfRange(nameof(scale), factor, "a finite number");
        AttentionOperands operands = AttentionOperands.Separate(Shape, key.Shape, value.Shape, heads: 0);
        return AttentionOperation.Run(this, key, value, operands, mask, new DropoutDraw(dropout, seed, stream, step), scale);
    }
}
