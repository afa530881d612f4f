using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// What <see cref="Conv1d"/> does, the other way: each number of the input is spread over the result, as the gradient of a convolution is
    /// spread over its input. Shapes: x [batch, in, length], weight [in, out / groups, kernel], bias [out], result [batch, out,
    /// (length - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1].
    /// </summary>
    /// <param name="weight">A kernel for each input channel and each output channel that it reaches.</param>
    /// <param name="bias">One number for each output channel; nothing is added when it is left out.</param>
    /// <param name="stride">How far the places lie apart that neighbouring numbers are spread around.</param>
    /// <param name="padding">How many numbers of the result are cut off at either end.</param>
    /// <param name="outputPadding">
    /// How many numbers the result is longer at its end. A convolution with a stride gives the same size for several inputs; this says which one.
    /// </param>
    /// <param name="groups">
    /// Into how many groups the channels divide, in order; a group of input channels reaches one group of output channels.
    /// </param>
    /// <param name="dilation">How far the kernel's taps lie apart.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Stride, dilation or groups is not positive, the padding is negative, or the output padding is not less than stride or dilation.
    /// </exception>
    /// <exception cref="ShapeException">The shapes do not fit each other, or the groups, or the padding leaves nothing.</exception>
    public Tensor ConvTranspose1d(
        Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, int dilation = 1) =>
        Convolution(
            ConvolutionSettings.OfLines(nameof(ConvTranspose1d), stride, padding, dilation, groups, outputPadding, isTransposed: true),
            weight, bias, default(NoActivation));

    /// <summary>
    /// What <see cref="Conv2d"/> does, the other way (Zeiler, Krishnan, Taylor and Fergus: Deconvolutional Networks, CVPR 2010). Shapes: x [batch,
    /// in, height, width], weight [in, out / groups, kernel height, kernel width], bias [out], result [batch, out, rows, columns], along each axis
    /// as with <see cref="ConvTranspose1d"/>.
    /// </summary>
    /// <param name="weight">A kernel for each input channel and each output channel that it reaches.</param>
    /// <param name="bias">One number for each output channel; nothing is added when it is left out.</param>
    /// <param name="stride">How far the places lie apart that neighbouring numbers are spread around; 1 when left out.</param>
    /// <param name="padding">How many rows and columns of the result are cut off at every side.</param>
    /// <param name="outputPadding">
    /// How many rows and columns the result is larger at the bottom and on the right. A convolution with a stride gives the same size for several
    /// inputs; this says which one.
    /// </param>
    /// <param name="groups">
    /// Into how many groups the channels divide, in order; a group of input channels reaches one group of output channels.
    /// </param>
    /// <param name="dilation">How far the kernel's taps lie apart; 1 when left out.</param>
    /// <inheritdoc cref="ConvTranspose1d" path="/exception"/>
    public Tensor ConvTranspose2d(
        Tensor weight,
        Tensor? bias = null,
        Pair? stride = null,
        Pair padding = default,
        Pair outputPadding = default,
        int groups = 1,
        Pair? dilation = null) =>
        Convolution(
            ConvolutionSettings.OfImages(nameof(ConvTranspose2d), stride ?? 1, padding, dilation ?? 1, groups, outputPadding, isTransposed: true),
            weight, bias, default(NoActivation));
}
