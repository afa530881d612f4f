namespace NeuralCore;

/// <summary>
/// Which keys a query may look at. What is set holds together: a key is seen where nothing forbids it. A query that may look at no key gets
/// zeros.
/// </summary>
/// <remarks>
/// Tensors have no booleans, and PyTorch's mean one thing in one place and the opposite in another, so each kind has a name of its own here.
/// </remarks>
public sealed record AttentionMask
{
    /// <summary>Query i looks at the keys 0 to i, and not ahead.</summary>
    public static AttentionMask Causal { get; } = new() { IsCausal = true };

    /// <summary>Whether query i looks at the keys 0 to i alone.</summary>
    public bool IsCausal { get; init; }

    /// <summary>
    /// 0 where a query may not look at a key, anything else where it may. Shape [queries, keys], or with further outer axes that broadcast to
    /// those of the scores: [batch, heads, queries, keys] in <see cref="MultiHeadAttention"/>. The axis of the queries may be 1.
    /// </summary>
    public Tensor? Allowed { get; init; }

    /// <summary>
    /// What is added to the scores before softmax, such as a bias learned for each distance, which gets its gradient; negative infinity
    /// forbids. Shapes as for <see cref="Allowed"/>.
    /// </summary>
    public Tensor? Addend { get; init; }

    /// <summary>
    /// 0 for real keys, anything else for those that only fill up a batch. Shape [batch, keys], or [keys] for all. PyTorch's
    /// <c>key_padding_mask</c>. Hugging Face's <c>attention_mask</c> is the opposite, 1 for real keys: pass it as <see cref="Allowed"/>,
    /// reshaped to [batch, 1, 1, keys].
    /// </summary>
    public Tensor? Padding { get; init; }
}
