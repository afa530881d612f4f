namespace NeuralCore;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance of each group of neighbouring channels of each example
/// [batch, channels, ...] (Wu and He: Group Normalization, ECCV 2018). The same in training and evaluation, and for batches of any size.
/// </summary>
public sealed class GroupNorm : Layer
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly int groups;
    private readonly int channels;
    private readonly Real epsilon;

    /// <summary>Normalises groups of channels.</summary>
    /// <param name="groups">Into how many groups the channels are divided: 1 takes all together, as many as there are channels each for itself.</param>
    /// <param name="channels">The size of axis 1.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <param name="affine">Whether a factor and an addend are learned for each channel.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no group or no channel, or epsilon is out of range.</exception>
    /// <exception cref="ArgumentException">The channels do not divide into so many groups.</exception>
    public GroupNorm(int groups, int channels, Real epsilon = (Real)1e-5, bool affine = true)
    {
        LayerArgument.CheckSize(groups, nameof(groups));
        LayerArgument.CheckSize(channels, nameof(channels));
        LayerArgument.CheckEpsilon(epsilon);
        if (channels % groups != 0)
            Throw.UnevenGroups(groups, channels);
        Description = LayerArgument.Describe(nameof(GroupNorm), $"{groups}, {channels}", affine, (nameof(epsilon), epsilon, (Real)1e-5));
        this.groups = groups;
        this.channels = channels;
        this.epsilon = epsilon;
        weight = affine ? AddParameter("weight", Tensor.Ones(channels)) : null;
        bias = affine ? AddParameter("bias", Tensor.Zeros(channels)) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Axis 1 has another size, or a group has fewer than two numbers.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LayerArgument.CheckChannels(input, channels, nameof(GroupNorm));
        return input.GroupNormalize(groups, weight?.Value, bias?.Value, epsilon);
    }
}
