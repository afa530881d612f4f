namespace NeuralCore.Kernels;

/// <summary>The convolution itself (a correlation, as everywhere in this field): each output channel sums over the channels it sees and their taps.</summary>
internal static class ConvolutionForward
{
    /// <summary>output = epilogue(Σ weight · input + bias), the bias being one number for each output channel, or empty.</summary>
    public static void Run<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> output, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        s.Check(nameof(ConvolutionForward), input.Length, weight.Length, output.Length, bias.Length, s.OutChannels);
        ConvolutionReference.Forward(s, input, weight, bias, output, epilogue);
    }
}
