using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// A learned kernel that goes along lines, <see cref="Tensor.Conv1d"/> as a layer, then an activation where one is given. Shapes: x [batch, in,
/// length], weight [out, in / groups, kernel], bias [out], result [batch, out, length'].
/// </summary>
public sealed class Conv1d : ConvolutionLayer
{
    /// <summary>Makes a kernel for each pair of channels that see each other.</summary>
    /// <param name="inChannels">How many channels the input has.</param>
    /// <param name="outChannels">How many channels the result has.</param>
    /// <param name="kernelSize">How many positions the kernel spans.</param>
    /// <param name="stride">How far the kernel moves from one number of the result to the next.</param>
    /// <param name="padding">How many zeros are added at either end, or <see cref="Padding.Same"/>.</param>
    /// <param name="dilation">How far the kernel's taps lie apart.</param>
    /// <param name="groups">Into how many groups the channels divide; a group of output channels sees one group of input channels.</param>
    /// <param name="bias">Whether an addend is learned for each output channel.</param>
    /// <param name="activation">What is applied to the result, in the same pass where that is possible.</param>
    /// <param name="weightInitializer">The first weights; without, drawn evenly from ±1/√(in / groups · taps), as in PyTorch.</param>
    /// <param name="biasInitializer">The first bias; without, drawn evenly from ±1/√(in / groups · taps), as in PyTorch.</param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, dilation or groups is not positive, or a padding is negative.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or <see cref="Padding.Same"/> is asked for with a stride.</exception>
    public Conv1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        Padding padding = default,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        Activation? activation = null,
        Initializer? weightInitializer = null,
        Initializer? biasInitializer = null,
        Rng? rng = null)
        : base(
            ConvolutionSettings.OfLines(nameof(Conv1d), stride, padding, dilation, groups),
            inChannels, outChannels, [kernelSize], bias, activation, weightInitializer, biasInitializer, rng)
    {
    }
}
