using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// A learned kernel that spreads lines out, <see cref="Tensor.ConvTranspose1d"/> as a layer, then an activation where one is given. Shapes:
/// x [batch, in, length], weight [in, out / groups, kernel], bias [out], result [batch, out, length'].
/// </summary>
public sealed class ConvTranspose1d : ConvolutionLayer
{
    /// <summary>Makes a kernel for each pair of channels that see each other.</summary>
    /// <param name="inChannels">How many channels the input has.</param>
    /// <param name="outChannels">How many channels the result has.</param>
    /// <param name="kernelSize">How many positions the kernel spans.</param>
    /// <param name="stride">How far the places lie apart that neighbouring numbers are spread around.</param>
    /// <param name="padding">How many numbers of the result are cut off at either end.</param>
    /// <param name="outputPadding">How many numbers the result is longer at its end.</param>
    /// <param name="groups">Into how many groups the channels divide; a group of input channels reaches one group of output channels.</param>
    /// <param name="bias">Whether an addend is learned for each output channel.</param>
    /// <param name="dilation">How far the kernel's taps lie apart.</param>
    /// <param name="activation">What is applied to the result, in the same pass where that is possible.</param>
    /// <param name="weightInitializer">The first weights; without, drawn evenly from ±1/√(out / groups · taps), as in PyTorch.</param>
    /// <param name="biasInitializer">The first bias; without, drawn evenly from ±1/√(out / groups · taps), as in PyTorch.</param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, dilation or groups is not positive, or a padding is out of range.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public ConvTranspose1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int groups = 1,
        bool bias = true,
        int dilation = 1,
        Activation? activation = null,
        Initializer? weightInitializer = null,
        Initializer? biasInitializer = null,
        Rng? rng = null)
        : base(
            ConvolutionSettings.OfLines(nameof(ConvTranspose1d), stride, padding, dilation, groups, outputPadding, isTransposed: true),
            inChannels, outChannels, [kernelSize], bias, activation, weightInitializer, biasInitializer, rng)
    {
    }
}
