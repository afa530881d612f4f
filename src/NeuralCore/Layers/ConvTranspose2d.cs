using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// A learned kernel that spreads images out, <see cref="Tensor.ConvTranspose2d"/> as a layer, then an activation where one is given. Shapes: x
/// [batch, in, height, width], weight [in, out / groups, kernel height, kernel width], bias [out], result [batch, out, height', width'].
/// </summary>
public sealed class ConvTranspose2d : ConvolutionLayer
{
    /// <summary>Makes a kernel for each pair of channels that see each other.</summary>
    /// <param name="inChannels">How many channels the input has.</param>
    /// <param name="outChannels">How many channels the result has.</param>
    /// <param name="kernelSize">How many rows and columns the kernel has.</param>
    /// <param name="stride">How far the places lie apart that neighbouring numbers are spread around; 1 when left out.</param>
    /// <param name="padding">How many rows and columns of the result are cut off at every side.</param>
    /// <param name="outputPadding">How many rows and columns the result is larger at the bottom and on the right.</param>
    /// <param name="groups">Into how many groups the channels divide; a group of input channels reaches one group of output channels.</param>
    /// <param name="bias">Whether an addend is learned for each output channel.</param>
    /// <param name="dilation">How far the kernel's taps lie apart; 1 when left out.</param>
    /// <param name="activation">What is applied to the result, in the same pass where that is possible.</param>
    /// <param name="weightInitializer">The first weights; without, drawn evenly from ±1/√(out / groups · taps), as in PyTorch.</param>
    /// <param name="biasInitializer">The first bias; without, drawn evenly from ±1/√(out / groups · taps), as in PyTorch.</param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, dilation or groups is not positive, or a padding is out of range.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public ConvTranspose2d(
        int inChannels,
        int outChannels,
        Pair kernelSize,
        Pair? stride = null,
        Pair padding = default,
        Pair outputPadding = default,
        int groups = 1,
        bool bias = true,
        Pair? dilation = null,
        Activation? activation = null,
        Initializer? weightInitializer = null,
        Initializer? biasInitializer = null,
        Rng? rng = null)
        : base(
            ConvolutionSettings.OfImages(nameof(ConvTranspose2d), stride ?? 1, padding, dilation ?? 1, groups, outputPadding, isTransposed: true),
            inChannels, outChannels, [kernelSize.Height, kernelSize.Width], bias, activation, weightInitializer, biasInitializer, rng)
    {
    }
}
