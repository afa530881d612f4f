using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// Attention in several heads (Vaswani and others: Attention Is All You Need, 2017): queries, keys and values are linear functions of the
/// inputs, each head attends within its share of the features, and a last linear function joins the heads. Shapes: query [batch, tokens,
/// features], key and value [batch, keys, features], result as the query. The batch comes first: PyTorch's module with
/// <c>batch_first=True</c>, whose names and shapes of weights it has.
/// </summary>
/// <remarks>
/// Of PyTorch's arguments there are no <c>need_weights</c> (the weights of attention are never held as a whole), <c>kdim</c> and <c>vdim</c>
/// (keys and values have as many features as queries), <c>add_bias_kv</c> and <c>add_zero_attn</c>.
/// </remarks>
public sealed class MultiHeadAttention : Layer
{
    private readonly int features;
    private readonly int heads;
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Dense output;
    private readonly Dropout dropout;

    /// <summary>Makes the weights: those of queries, keys and values by Xavier's uniform rule, the last as in <see cref="Dense"/>; all biases are 0.</summary>
    /// <param name="features">How many features a token has.</param>
    /// <param name="heads">How many heads share them.</param>
    /// <param name="dropout">How likely a weight of attention is dropped in training: from 0 to 1.</param>
    /// <param name="bias">Whether the linear functions have addends.</param>
    /// <param name="rng">Where random numbers come from; without, streams of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentException">The features do not divide into the heads.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature or no head, or the probability is not from 0 to 1.</exception>
    public MultiHeadAttention(int features, int heads, Real dropout = 0, bool bias = true, Rng? rng = null)
    {
        LayerArgument.CheckSize(features, nameof(features));
        LayerArgument.CheckSize(heads, nameof(heads));
        if (features % heads != 0)
            Throw.UnevenHeads(features, heads);
        Description = FormattableString.Invariant(
            $"MultiHeadAttention({features}, heads: {heads}{(dropout == 0 ? "" : $", dropout: {dropout}")}{(bias ? "" : ", bias: false")})");
        this.features = features;
        this.heads = heads;
        weight = AddParameter("in_proj_weight", Initializer.XavierUniform().Create([3 * features, features], rng ?? GlobalRandom.NextStream()));
        this.bias = bias ? AddParameter("in_proj_bias", Tensor.Zeros(3 * features)) : null;
        output = AddChild("out_proj", new Dense(features, features, bias: bias, biasInitializer: Initializer.Zeros, rng: rng));
        this.dropout = AddChild("dropout", new Dropout(dropout, rng));
    }

    /// <summary>Self-attention: the input is query, key and value.</summary>
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is not [batch, tokens, features].</exception>
    public override Tensor Forward(Tensor input) => Forward(input, mask: null);

    /// <summary>Self-attention with a mask.</summary>
    /// <param name="input">The tokens [batch, tokens, features].</param>
    /// <param name="mask">Which tokens a token may look at; without, all.</param>
    /// <exception cref="ShapeException">The input or the mask does not fit.</exception>
    public Tensor Forward(Tensor input, AttentionMask? mask) => Forward(input, input, input, mask);

    /// <summary>What tokens find in others.</summary>
    /// <param name="query">Who asks [batch, tokens, features].</param>
    /// <param name="key">Who is asked [batch, keys, features].</param>
    /// <param name="value">What they answer [batch, keys, features].</param>
    /// <param name="mask">Which keys a token may look at; without, all. The scores are [batch, heads, tokens, keys].</param>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Forward(Tensor query, Tensor key, Tensor value, AttentionMask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        Check(query, nameof(query));
        Check(key, nameof(key));
        Check(value, nameof(value));
        int outer = query.Rank - 2;
        if (key.Rank != query.Rank || !key.Shape.AsSpan()[..outer].SequenceEqual(query.Shape.AsSpan()[..outer]) || value.Shape != key.Shape)
            Throw.AttentionBatches(query.Shape, key.Shape, value.Shape);
        using TrainingScope scope = EnterTraining();
        return output.Forward(Attended(query, key, value, mask, dropout.Draw()));
    }

    // As few products as the inputs allow: one for all three, or one for keys and values.
    private Tensor Attended(Tensor query, Tensor key, Tensor value, AttentionMask? mask, DropoutDraw draw)
    {
        if (key != value)
        {
            (query, key, value) = (Projected(query, 0, 1), Projected(key, 1, 1), Projected(value, 2, 1));
            AttentionOperands separate = AttentionOperands.Separate(query.Shape, key.Shape, value.Shape, heads);
            return AttentionOperation.Run(query, key, value, separate, mask, draw);
        }

        if (query != key)
        {
            (query, key) = (Projected(query, 0, 1), Projected(key, 1, 2));
            return AttentionOperation.Run(query, key, key, AttentionOperands.KeyValue(query.Shape, key.Shape, heads), mask, draw);
        }

        Tensor all = Projected(query, 0, 3);
        return AttentionOperation.Run(all, all, all, AttentionOperands.Packed(all.Shape, heads), mask, draw);
    }

    /// <summary>The input by some of the three linear functions.</summary>
    private Tensor Projected(Tensor input, int first, int count) => count == 3
        ? input.Linear(weight, bias?.Value)
        : input.Linear(weight.Value.Slice(0, first * features, count * features), bias?.Value.Slice(0, first * features, count * features));

    private void Check(Tensor input, string name)
    {
        if (input.Rank < 2 || input.Shape[^1] != features)
            Throw.AttentionInput(name, features, input.Shape);
    }
}
