namespace NeuralCore;

/// <summary>
/// A layer of a transformer's encoder (Vaswani and others: Attention Is All You Need, 2017): x ← norm(x + attention(x)), then x ← norm(x +
/// f(x)) with f(x) = linear(activation(linear(x))) for each token. With <c>normFirst</c> it is x ← x + attention(norm(x)) and x ← x +
/// f(norm(x)), which trains without warm-up (Xiong and others, 2020). Shapes: x [batch, tokens, features], result as x. PyTorch's module with
/// <c>batch_first=True</c>, whose names and shapes of weights it has.
/// </summary>
public sealed class TransformerEncoderLayer : Layer
{
    private readonly bool normFirst;
    private readonly MultiHeadAttention attention;
    private readonly Dense linear1;
    private readonly Dropout dropout;
    private readonly Dense linear2;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;
    private readonly Dropout dropout1;
    private readonly Dropout dropout2;

    /// <summary>Makes the attention, the two linear functions and the two normalisations.</summary>
    /// <param name="features">How many features a token has.</param>
    /// <param name="heads">How many heads share them.</param>
    /// <param name="hidden">How many features there are between the two linear functions.</param>
    /// <param name="dropout">How likely numbers are dropped in training: weights of attention, hidden features, and what is added to x.</param>
    /// <param name="activation">What follows the first linear function; without, <see cref="Activation.Relu"/>.</param>
    /// <param name="normFirst">Whether normalisation comes before attention and the linear functions, not after.</param>
    /// <param name="epsilon">Keeps the divisions of normalisation away from zero; above 0.</param>
    /// <param name="rng">Where random numbers come from; without, streams of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentException">The features do not divide into the heads.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or another number outside its range.</exception>
    public TransformerEncoderLayer(
        int features,
        int heads,
        int hidden = 2048,
        Real dropout = (Real)0.1,
        Activation? activation = null,
        bool normFirst = false,
        Real epsilon = (Real)1e-5,
        Rng? rng = null)
    {
        string end = (activation is null ? "" : $", {activation}") + (normFirst ? ", normFirst: true" : "")
            + (epsilon == (Real)1e-5 ? "" : FormattableString.Invariant($", epsilon: {epsilon}"));
        Description = FormattableString.Invariant($"TransformerEncoderLayer({features}, heads: {heads}, hidden: {hidden}, dropout: {dropout}{end})");
        this.normFirst = normFirst;
        attention = AddChild("self_attn", new MultiHeadAttention(features, heads, dropout, rng: rng));
        linear1 = AddChild("linear1", new Dense(features, hidden, activation ?? Activation.Relu, rng: rng));
        this.dropout = AddChild("dropout", new Dropout(dropout, rng));
        linear2 = AddChild("linear2", new Dense(hidden, features, rng: rng));
        norm1 = AddChild("norm1", new LayerNorm(features, epsilon));
        norm2 = AddChild("norm2", new LayerNorm(features, epsilon));
        dropout1 = AddChild("dropout1", new Dropout(dropout, rng));
        dropout2 = AddChild("dropout2", new Dropout(dropout, rng));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is not [batch, tokens, features].</exception>
    public override Tensor Forward(Tensor input) => Forward(input, mask: null);

    /// <summary>The layer's result where tokens may not look at all others.</summary>
    /// <param name="input">The tokens [batch, tokens, features].</param>
    /// <param name="mask">Which tokens a token may look at; without, all.</param>
    /// <exception cref="ShapeException">The input or the mask does not fit.</exception>
    public Tensor Forward(Tensor input, AttentionMask? mask)
    {
        ArgumentNullException.ThrowIfNull(input);
        using TrainingScope scope = EnterTraining();
        if (normFirst)
        {
            Tensor x = input + Attended(norm1.Forward(input), mask);
            return x + EachToken(norm2.Forward(x));
        }

        Tensor y = norm1.Forward(input + Attended(input, mask));
        return norm2.Forward(y + EachToken(y));
    }

    private Tensor Attended(Tensor x, AttentionMask? mask) => dropout1.Forward(attention.Forward(x, mask));

    private Tensor EachToken(Tensor x) => dropout2.Forward(linear2.Forward(dropout.Forward(linear1.Forward(x))));
}
