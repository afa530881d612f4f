using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance of each group of neighbouring channels of each
    /// example (Wu and He: Group Normalization, ECCV 2018). Shapes: x [batch, channels, ...], weight and bias [channels], result as x.
    /// </summary>
    /// <param name="groups">Into how many groups the channels of an example are divided.</param>
    /// <param name="weight">A factor for each channel; 1 when left out.</param>
    /// <param name="bias">An addend for each channel; 0 when left out.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">
    /// The channels do not divide into so many groups, a shape does not fit, or a group has fewer than two numbers, so that its variance
    /// says nothing.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no group, or epsilon is not above 0.</exception>
    public Tensor GroupNormalize(int groups, Tensor? weight = null, Tensor? bias = null, Real epsilon = (Real)1e-5)
    {
        ChannelLayout channels = ChannelAxis.Of(this, nameof(GroupNormalize));
        if (groups < 1)
            Throw.OutOfRange(nameof(groups), groups, "1 or more");
        if (channels.Channels % groups != 0)
            Throw.UnevenGroups(nameof(GroupNormalize), Shape, groups);
        Tensor scale = ChannelAxis.Or(1, weight, channels, nameof(GroupNormalize), nameof(weight));
        Tensor shift = ChannelAxis.Or(0, bias, channels, nameof(GroupNormalize), nameof(bias));
        GroupLayout layout = new(channels.Outer, groups, channels.Channels / groups, channels.Inner);
        ChannelStatistics statistics = GroupNormalization.Statistics(this, layout, epsilon, nameof(GroupNormalize));
        return GroupNormalization.Normalized(this, scale, shift, statistics, layout, nameof(GroupNormalize));
    }
}
