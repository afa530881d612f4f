namespace NeuralCore;

/// <summary>
/// Adds to each token a vector of its place, learned: y[..., p, :] = x[..., p, :] + weight[p, :] (Gehring and others: Convolutional Sequence to
/// Sequence Learning, 2017). Shapes: x [..., tokens, features], weight [most tokens, features], result as x.
/// </summary>
public sealed class LearnedPositions : Layer
{
    private readonly int features;
    private readonly Parameter weight;

    /// <summary>Makes a vector for each place.</summary>
    /// <param name="tokens">How many tokens an input has at most.</param>
    /// <param name="features">How many features a token has.</param>
    /// <param name="weightInitializer">The first vectors; without, drawn from the normal distribution of deviation 0.02 (Devlin and others: BERT, 2019).</param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no token or no feature.</exception>
    public LearnedPositions(int tokens, int features, Initializer? weightInitializer = null, Rng? rng = null)
    {
        LayerArgument.CheckSize(tokens, nameof(tokens));
        LayerArgument.CheckSize(features, nameof(features));
        Description = FormattableString.Invariant($"LearnedPositions({tokens}, {features})");
        this.features = features;
        Initializer initializer = weightInitializer ?? Initializer.Normal(0, (Real)0.02);
        weight = AddParameter("weight", initializer.Create([tokens, features], rng ?? GlobalRandom.NextStream()));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is not [..., tokens, features], or has more tokens than places were made for.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2 || input.Shape[^1] != features)
            Throw.PositionsShape(nameof(LearnedPositions), features, input.Shape);
        int tokens = input.Shape[^2];
        if (tokens > weight.Shape[0])
            Throw.TooManyTokens(tokens, weight.Shape[0]);
        return input + (tokens == weight.Shape[0] ? weight.Value : weight.Value.Slice(0, 0, tokens));
    }
}
