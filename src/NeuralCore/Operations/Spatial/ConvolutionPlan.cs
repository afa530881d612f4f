using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>
/// The sizes of a convolution over one tensor, and the shape of what it gives. A transposed one gives the input of these sizes, and takes their
/// output.
/// </summary>
internal readonly record struct ConvolutionPlan(string Operation, bool IsTransposed, ConvolutionShape Sizes, Shape Result)
{
    /// <summary>Whether a packed weight is read.</summary>
    public bool ReadsPacked => !IsTransposed && ConvolutionForward.ReadsPacked(Sizes);

    /// <summary>result = epilogue(weight over x + bias). The weight may be given once more in its packed form.</summary>
    public void Run<TEpilogue>(
        ReadOnlySpan<Real> x, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> result, TEpilogue epilogue, PackedNumbers? packed = null)
        where TEpilogue : struct, IEpilogue
    {
        if (IsTransposed)
            ConvolutionInput.Run(Sizes, x, weight, bias, result, epilogue);
        else
            ConvolutionForward.Run(Sizes, x, weight, bias, result, epilogue, packed);
    }

    /// <summary>The gradient of x: each of the two kinds of convolution is the other's way back.</summary>
    public void RunInputGradient(ReadOnlySpan<Real> gradient, ReadOnlySpan<Real> weight, Span<Real> result)
    {
        if (IsTransposed)
            ConvolutionForward.Run(Sizes, gradient, weight, [], result, default(NoEpilogue));
        else
            ConvolutionInput.Run(Sizes, gradient, weight, result);
    }

    /// <summary>The gradient of the weight.</summary>
    public void RunWeightGradient(ReadOnlySpan<Real> x, ReadOnlySpan<Real> gradient, Span<Real> result)
    {
        if (IsTransposed)
            ConvolutionWeight.Run(Sizes, gradient, x, result);
        else
            ConvolutionWeight.Run(Sizes, x, gradient, result);
    }
}
