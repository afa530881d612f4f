using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// Sets each channel of each example to zero as a whole with the given probability and divides the others by 1 - probability, so that
    /// the expected value stays (Tompson and others: Efficient Object Localization Using Convolutional Networks, CVPR 2015). With probability
    /// 1 all become zero. Shapes: x [batch, channels, ...], result as x.
    /// </summary>
    /// <param name="probability">How likely a channel is dropped: from 0 to 1.</param>
    /// <param name="seed">Chooses the random numbers, with the stream and the step.</param>
    /// <param name="stream">Tells users of one seed apart, such as the layers of a model.</param>
    /// <param name="step">
    /// Tells the uses of one stream apart. What is dropped is what <see cref="Dropout"/> drops of a tensor [batch, channels], and depends on
    /// nothing else.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    /// <exception cref="ShapeException">There is no axis of channels.</exception>
    public Tensor ChannelDropout(Real probability, ulong seed, ulong stream = 0, uint step = 0)
    {
        ChannelLayout layout = ChannelAxis.Of(this, nameof(ChannelDropout));
        ChannelMask mask = new(Ones(layout.Outer * layout.Channels, 1).Dropout(probability, seed, stream, step), layout.Inner);
        Tensor result = mask.Applied(this);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new ChannelDropoutNode(this, mask)) : result;
    }
}

// One factor for each channel of each example.
file readonly record struct ChannelMask(Tensor Factors, int Inner)
{
    public Tensor Applied(Tensor x)
    {
        Shape each = [Factors.Count, Inner];
        Tensor result = Tensor.Rent(x.Shape);
        ZipBroadcast.Run(new MultiplyZip(), x.Values, each, Factors.Values, Factors.Shape, result.Target, each);
        return result;
    }
}

file sealed class ChannelDropoutNode(Tensor input, ChannelMask mask) : GradientNode(nameof(Tensor.ChannelDropout), input)
{
    public override void Backward(Tensor gradient) => Give(0, mask.Applied(gradient));
}
