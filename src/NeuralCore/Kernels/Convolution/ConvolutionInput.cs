namespace NeuralCore.Kernels;

/// <summary>The gradient of a convolution's input. Where a transposed convolution goes forward, it is the result.</summary>
internal static class ConvolutionInput
{
    /// <summary>inputGradient = Σ weight · outputGradient.</summary>
    public static void Run(in ConvolutionShape s, ReadOnlySpan<Real> outputGradient, ReadOnlySpan<Real> weight, Span<Real> inputGradient) =>
        Run(s, outputGradient, weight, [], inputGradient, default(NoEpilogue));

    /// <summary>inputGradient = epilogue(Σ weight · outputGradient + bias), the bias being one number for each input channel, or empty.</summary>
    public static void Run<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> outputGradient, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> inputGradient,
        TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        s.Check(nameof(ConvolutionInput), inputGradient.Length, weight.Length, outputGradient.Length, bias.Length, s.InChannels);
        ConvolutionReference.Input(s, outputGradient, weight, bias, inputGradient, epilogue);
    }
}
