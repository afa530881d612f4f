using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// In training, sets each channel of each example [batch, channels, ...] to zero as a whole with the given probability and divides the
/// others by 1 - probability (Tompson and others: Efficient Object Localization Using Convolutional Networks, CVPR 2015). In evaluation it
/// gives its input back. Neighbouring numbers of a channel are alike, so single ones missing would be made up for by the rest.
/// </summary>
/// <remarks>
/// As PyTorch's <c>Dropout1d</c>, <c>Dropout2d</c> and <c>Dropout3d</c>. What is dropped depends on (Seed, Stream, Step, example, channel)
/// alone, so threads do not change it and a run can be resumed.
/// </remarks>
public sealed class ChannelDropout : DropoutLayer
{
    /// <summary>Drops channels in training.</summary>
    /// <param name="probability">How likely a channel is dropped: from 0 to 1.</param>
    /// <param name="rng">Where the seed comes from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public ChannelDropout(Real probability = (Real)0.5, Rng? rng = null)
        : base(probability, rng)
    {
    }

    private protected override Tensor Dropped(Tensor input, DropoutDraw draw) =>
        input.ChannelDropout(draw.Probability, draw.Seed, draw.Stream, draw.Step);
}
