namespace NeuralCore.Kernels;

/// <summary>The gradient of a convolution's input. Where a transposed convolution goes forward, it is the result.</summary>
internal static unsafe class ConvolutionInput
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
        if (s.InputCount == 0)
            return;
        fixed (Real* source = outputGradient, weights = weight, biases = bias, target = inputGradient)
        {
            TapProduct<TEpilogue> product = new()
            {
                Images = s.Images,
                Groups = s.Groups,
                Depth = s.OutPerGroup,
                Height = s.InPerGroup,
                Source = source,
                Weights = new()
                {
                    Data = weights,
                    Group = (nint)s.OutPerGroup * s.InPerGroup * s.Taps,
                    Row = s.Taps,
                    Channel = (nint)s.InPerGroup * s.Taps,
                    KernelColumns = s.Columns.Kernel,
                },
                TargetPlane = s.InputPlane,
                TargetRow = (nint)s.Rows.Stride * s.Columns.Input,
                TargetColumn = s.Columns.Stride,
                Bias = biases,
                Epilogue = epilogue,
            };

            // The inputs whose places leave one remainder by the stride all see the same taps, and see outputs that stand side by side.
            for (int row = 0; row < Math.Min(s.Rows.Stride, s.Rows.Input); row++)
            {
                for (int column = 0; column < Math.Min(s.Columns.Stride, s.Columns.Input); column++)
                {
                    product.Rows = TapAxis.Backward(s.Rows, row, out product.Weights.RowTaps);
                    product.Columns = TapAxis.Backward(s.Columns, column, out product.Weights.ColumnTaps);
                    product.Target = target + ((nint)row * s.Columns.Input) + column;
                    Convolution.Run(product);
                }
            }
        }
    }
}
