using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>
/// Where the queries, keys and values of attention stand: each in a tensor of its own, or side by side in one, as one product with several
/// weights leaves them. Heads stand side by side in the columns, or are outer axes.
/// </summary>
internal readonly struct AttentionOperands
{
    private readonly int features;

    private AttentionOperands(Shape query, Shape key, Shape value, int tensors, int heads, int width, int valueWidth)
    {
        int sideBySide = Math.Max(1, heads);
        features = sideBySide * width;
        Tensors = tensors;
        Outer = heads == 0 ? query.Remove(query.Rank - 1).Remove(query.Rank - 2) : query.With(query.Rank - 2, heads).Remove(query.Rank - 1);
        Result = query.With(query.Rank - 1, sideBySide * valueWidth);
        Query = new HeadLayout(query[^2], width, query[^1], sideBySide);
        Key = new HeadLayout(key[^2], width, key[^1], sideBySide);
        Value = new HeadLayout(value[^2], valueWidth, value[^1], sideBySide);
    }

    /// <summary>How many tensors there are: 3, or 2 with k and v in one, or 1.</summary>
    public int Tensors { get; }

    /// <summary>The axes of the scores before [queries, keys].</summary>
    public Shape Outer { get; }

    /// <summary>The shape of the result.</summary>
    public Shape Result { get; }

    public HeadLayout Query { get; }

    public HeadLayout Key { get; }

    public HeadLayout Value { get; }

    /// <summary>q, k and v in tensors of their own [..., tokens, heads · width], or, with 0 heads, [..., heads, tokens, width].</summary>
    public static AttentionOperands Separate(Shape query, Shape key, Shape value, int heads)
    {
        int sideBySide = Math.Max(1, heads);
        return new(query, key, value, 3, heads, query[^1] / sideBySide, value[^1] / sideBySide);
    }

    /// <summary>q [..., tokens, heads · width], and k and v side by side.</summary>
    public static AttentionOperands KeyValue(Shape query, Shape keyValue, int heads) =>
        new(query, keyValue, keyValue, 2, heads, query[^1] / heads, query[^1] / heads);

    /// <summary>q, k and v side by side [..., tokens, 3 · heads · width].</summary>
    public static AttentionOperands Packed(Shape all, int heads) => new(all, all, all, 1, heads, all[^1] / (3 * heads), all[^1] / (3 * heads));

    /// <summary>Which tensor holds q (0), k (1) or v (2).</summary>
    public int TensorOf(int operand) => Math.Min(operand, Tensors - 1);

    /// <summary>The numbers of a tensor, from the first one of q (0), k (1) or v (2) on.</summary>
    public ReadOnlySpan<Real> From(int operand, ReadOnlySpan<Real> numbers) => numbers[Math.Min(Column(operand), numbers.Length)..];

    /// <inheritdoc cref="From(int, ReadOnlySpan{Real})"/>
    public Span<Real> From(int operand, Span<Real> numbers) => numbers[Math.Min(Column(operand), numbers.Length)..];

    private int Column(int operand) => (operand - TensorOf(operand)) * features;
}
