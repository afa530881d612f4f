using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// A kernel that goes along lines: each output channel is a sum over the input channels and the kernel's taps (a correlation: the kernel is
    /// not reversed). Shapes: x [batch, in, length], weight [out, in / groups, kernel], bias [out], result [batch, out,
    /// ⌊(length + 2 padding - dilation (kernel - 1) - 1) / stride⌋ + 1].
    /// </summary>
    /// <param name="weight">A kernel for each output channel and each input channel that it sees.</param>
    /// <param name="bias">One number for each output channel; nothing is added when it is left out.</param>
    /// <param name="stride">How far the kernel moves from one number of the result to the next.</param>
    /// <param name="padding">How many zeros are added at either end, or <see cref="Padding.Same"/>.</param>
    /// <param name="dilation">How far the kernel's taps lie apart.</param>
    /// <param name="groups">
    /// Into how many groups the channels divide, in order; a group of output channels sees one group of input channels. As many as there are
    /// input channels makes a depthwise convolution.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Stride, dilation or groups is not positive, or the padding is negative.</exception>
    /// <exception cref="ArgumentException"><see cref="Padding.Same"/> is asked for with a stride, or two different numbers for one axis.</exception>
    /// <exception cref="ShapeException">The shapes do not fit each other, or the groups, or the kernel is larger than the padded input.</exception>
    public Tensor Conv1d(Tensor weight, Tensor? bias = null, int stride = 1, Padding padding = default, int dilation = 1, int groups = 1) =>
        Convolution(ConvolutionSettings.OfLines(nameof(Conv1d), stride, padding, dilation, groups), weight, bias, default(NoActivation));

    /// <summary>
    /// A kernel that goes over images (LeCun, Boser, Denker, Henderson, Howard, Hubbard and Jackel: Backpropagation Applied to Handwritten Zip Code
    /// Recognition, Neural Computation 1, 1989). Shapes: x [batch, in, height, width], weight [out, in / groups, kernel height, kernel width], bias
    /// [out], result [batch, out, rows, columns], along each axis as with <see cref="Conv1d"/>.
    /// </summary>
    /// <param name="weight">A kernel for each output channel and each input channel that it sees.</param>
    /// <param name="bias">One number for each output channel; nothing is added when it is left out.</param>
    /// <param name="stride">How far the kernel moves from one number of the result to the next; 1 when left out.</param>
    /// <param name="padding">How many rows and columns of zeros are added at every side, or <see cref="Padding.Same"/>.</param>
    /// <param name="dilation">How far the kernel's taps lie apart (Yu and Koltun, ICLR 2016); 1 when left out.</param>
    /// <param name="groups">
    /// Into how many groups the channels divide, in order; a group of output channels sees one group of input channels. As many as there are
    /// input channels makes a depthwise convolution.
    /// </param>
    /// <inheritdoc cref="Conv1d" path="/exception"/>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, Pair? stride = null, Padding padding = default, Pair? dilation = null, int groups = 1) =>
        Convolution(ConvolutionSettings.OfImages(nameof(Conv2d), stride ?? 1, padding, dilation ?? 1, groups), weight, bias, default(NoActivation));

    /// <summary>f of a convolution's result with an element-wise f, in one pass and one recorded step.</summary>
    internal Tensor Convolution<TOperation>(in ConvolutionSettings settings, Tensor weight, Tensor? bias, TOperation activation)
        where TOperation : struct, IUnaryOperation
    {
        ArgumentNullException.ThrowIfNull(weight);
        ConvolutionPlan plan = settings.On(Shape, weight.Shape, bias?.Shape);
        Tensor result = Rent(plan.Result);
        ReadOnlySpan<Real> b = bias is null ? default : bias.Values;
        bool isRecorded = Gradients.AreNeededFor(bias is null ? [this, weight] : [this, weight, bias]);
        if (!isRecorded || activation.Keep != Operations.Keep.Input)
        {
            PackedNumbers? packed = TensorReplay.Current?.Packed(weight, new ConvolutionPacking(plan.Sizes), plan.ReadsPacked);
            plan.Run(Values, weight.Values, b, result.Target, new ActivationEpilogue<TOperation>(activation), packed);
            return isRecorded ? result.RecordedBy(new ConvolutionNode<TOperation>(activation, plan, this, weight, bias, result)) : result;
        }

        // The slope wants the number that goes into f, so that one must be stored as well.
        Tensor sums = Rent(result.Shape);
        plan.Run(Values, weight.Values, b, sums.Target, default(NoEpilogue));
        Map.Run(activation, sums.Values, result.Target);
        return result.RecordedBy(new ConvolutionNode<TOperation>(activation, plan, this, weight, bias, sums));
    }
}

file sealed class ConvolutionNode<TOperation> : GradientNode
    where TOperation : struct, IUnaryOperation
{
    private static readonly bool[] allButChannelsOfLines = [true, false, true];
    private static readonly bool[] allButChannelsOfImages = [true, false, true, true];

    private readonly TOperation activation;
    private readonly ConvolutionPlan plan;

    public ConvolutionNode(TOperation activation, in ConvolutionPlan plan, Tensor x, Tensor weight, Tensor? bias, Tensor kept)
        : base(plan.Operation, bias is null ? [x, weight] : [x, weight, bias])
    {
        this.activation = activation;
        this.plan = plan;
        Save(x);
        Save(weight);
        if (activation.Keep != Keep.Nothing)
            Save(kept);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor? kept = activation.Keep == Keep.Nothing ? null : SavedTensor(2);
        Tensor slopes = FusedActivation.GradientBefore(activation, gradient, kept, OwnsGradient);
        if (Needs(0))
        {
            Tensor dx = Tensor.Rent(Inputs[0].Shape);
            plan.RunInputGradient(slopes.Values, SavedTensor(1).Values, dx.Target);
            Give(0, dx);
        }

        if (Needs(1))
        {
            Tensor dw = Tensor.Rent(Inputs[1].Shape);
            plan.RunWeightGradient(SavedTensor(0).Values, slopes.Values, dw.Target);
            Give(1, dw);
        }

        if (Inputs.Length == 3 && Needs(2))
        {
            Tensor sums = Reduction.Run(new SumFold(), slopes, slopes.Rank == 3 ? allButChannelsOfLines : allButChannelsOfImages);
            Give(2, sums.View(Inputs[2].Shape));
        }

        if (slopes != gradient)
            slopes.GiveBack();
    }
}
