namespace NeuralCore.Kernels;

/// <summary>The convolution itself (a correlation, as everywhere in this field): each output channel sums over the channels it sees and their taps.</summary>
internal static unsafe class ConvolutionForward
{
    /// <summary>output = epilogue(Σ weight · input + bias), the bias being one number for each output channel, or empty.</summary>
    public static void Run<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> output, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        s.Check(nameof(ConvolutionForward), input.Length, weight.Length, output.Length, bias.Length, s.OutChannels);
        if (s.OutputCount == 0)
            return;
        int taps = s.Taps;
        fixed (Real* source = input, weights = weight, biases = bias, target = output)
        {
            Convolution.Run<TEpilogue>(new()
            {
                Images = s.Images,
                Groups = s.Groups,
                Depth = s.InPerGroup,
                Height = s.OutPerGroup,
                Rows = TapAxis.Forward(s.Rows),
                Columns = TapAxis.Forward(s.Columns),
                Source = source,
                Weights = new()
                {
                    Data = weights,
                    Group = (nint)s.OutPerGroup * s.InPerGroup * taps,
                    Row = (nint)s.InPerGroup * taps,
                    Channel = taps,
                    RowTaps = (0, 1, s.Rows.Kernel),
                    ColumnTaps = (0, 1, s.Columns.Kernel),
                    KernelColumns = s.Columns.Kernel,
                },
                Target = target,
                TargetPlane = s.OutputPlane,
                TargetRow = s.Columns.Output,
                TargetColumn = 1,
                Bias = biases,
                Epilogue = epilogue,
            });
        }
    }
}
