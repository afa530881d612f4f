namespace NeuralCore.Kernels;

/// <summary>
/// Convolution as it is defined, number by number. The kernels must agree with it to the bit. Padding counts: a tap that lies in it
/// multiplies an exact zero.
/// </summary>
internal static class ConvolutionReference
{
    /// <summary>
    /// output = epilogue(Σ weight · input + bias): each sum is one chain of fused multiply-adds over channel, kernel row and kernel column in order.
    /// </summary>
    public static void Forward<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> output, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        int to = 0;
        for (int image = 0; image < s.Images; image++)
        {
            for (int o = 0; o < s.OutChannels; o++)
            {
                for (int row = 0; row < s.Rows.Output; row++)
                {
                    for (int column = 0; column < s.Columns.Output; column++)
                        Finish(ForwardSum(s, input, weight, image, o, row, column), bias, o, ref output[to++], epilogue);
                }
            }
        }
    }

    /// <summary>
    /// inputGradient = epilogue(Σ weight · outputGradient + bias): each sum is one chain over output channel, kernel row and kernel column in
    /// order. Taps that a stride leaves out are not part of it.
    /// </summary>
    public static void Input<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> outputGradient, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> inputGradient,
        TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        int to = 0;
        for (int image = 0; image < s.Images; image++)
        {
            for (int i = 0; i < s.InChannels; i++)
            {
                for (int row = 0; row < s.Rows.Input; row++)
                {
                    for (int column = 0; column < s.Columns.Input; column++)
                        Finish(InputSum(s, outputGradient, weight, image, i, row, column), bias, i, ref inputGradient[to++], epilogue);
                }
            }
        }
    }

    /// <summary>
    /// weightGradient = Σ input · outputGradient over image, row and column: a chain in order for each chunk of
    /// <see cref="ConvolutionShape.ImagesInChunk"/> images, and the sums of the chunks added in order.
    /// </summary>
    public static void Weight(in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> outputGradient, Span<Real> weightGradient)
    {
        int to = 0;
        for (int o = 0; o < s.OutChannels; o++)
        {
            for (int i = 0; i < s.InPerGroup; i++)
            {
                for (int kernelRow = 0; kernelRow < s.Rows.Kernel; kernelRow++)
                {
                    for (int kernelColumn = 0; kernelColumn < s.Columns.Kernel; kernelColumn++)
                        Lanes1.Store(WeightSum(s, input, outputGradient, o, i, kernelRow, kernelColumn), ref weightGradient[to++], 0);
                }
            }
        }
    }

    private static Lanes1 ForwardSum(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> weight, int image, int o, int row, int column)
    {
        Lanes1 sum = Lanes1.All(0);
        int first = o / s.OutPerGroup * s.InPerGroup;
        int from = o * s.InPerGroup * s.Taps;
        for (int i = 0; i < s.InPerGroup; i++)
        {
            for (int kernelRow = 0; kernelRow < s.Rows.Kernel; kernelRow++)
            {
                for (int kernelColumn = 0; kernelColumn < s.Columns.Kernel; kernelColumn++)
                {
                    Lanes1 x = InputAt(s, input, image, first + i, s.Rows.Position(row, kernelRow), s.Columns.Position(column, kernelColumn));
                    sum = Lanes1.FusedMultiplyAdd(Lanes1.All(weight[from++]), x, sum);
                }
            }
        }

        return sum;
    }

    private static Lanes1 InputSum(
        in ConvolutionShape s, ReadOnlySpan<Real> outputGradient, ReadOnlySpan<Real> weight, int image, int i, int row, int column)
    {
        Lanes1 sum = Lanes1.All(0);
        (int group, int inGroup) = Math.DivRem(i, s.InPerGroup);
        for (int o = group * s.OutPerGroup; o < (group + 1) * s.OutPerGroup; o++)
        {
            for (int kernelRow = 0; kernelRow < s.Rows.Kernel; kernelRow++)
            {
                int outputRow = row - s.Rows.Position(0, kernelRow);
                for (int kernelColumn = 0; kernelColumn < s.Columns.Kernel; kernelColumn++)
                {
                    int outputColumn = column - s.Columns.Position(0, kernelColumn);
                    if (outputRow % s.Rows.Stride != 0 || outputColumn % s.Columns.Stride != 0)
                        continue;
                    Lanes1 w = Lanes1.All(weight[(((((o * s.InPerGroup) + inGroup) * s.Rows.Kernel) + kernelRow) * s.Columns.Kernel) + kernelColumn]);
                    sum = Lanes1.FusedMultiplyAdd(
                        w, OutputAt(s, outputGradient, image, o, outputRow / s.Rows.Stride, outputColumn / s.Columns.Stride), sum);
                }
            }
        }

        return sum;
    }

    private static Lanes1 WeightSum(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> outputGradient, int o, int i, int kernelRow, int kernelColumn)
    {
        Lanes1 total = Lanes1.All(0);
        int channel = (o / s.OutPerGroup * s.InPerGroup) + i;
        for (int first = 0; first < s.Images; first += s.ImagesInChunk)
        {
            Lanes1 sum = Lanes1.All(0);
            for (int image = first; image < Math.Min(first + s.ImagesInChunk, s.Images); image++)
            {
                for (int row = 0; row < s.Rows.Output; row++)
                {
                    for (int column = 0; column < s.Columns.Output; column++)
                    {
                        Lanes1 x = InputAt(s, input, image, channel, s.Rows.Position(row, kernelRow), s.Columns.Position(column, kernelColumn));
                        sum = Lanes1.FusedMultiplyAdd(OutputAt(s, outputGradient, image, o, row, column), x, sum);
                    }
                }
            }

            total = first == 0 ? sum : total + sum;
        }

        return total;
    }

    private static Lanes1 InputAt(in ConvolutionShape s, ReadOnlySpan<Real> input, int image, int channel, int row, int column) =>
        At(input, (image * s.InChannels) + channel, row, s.Rows.Input, column, s.Columns.Input);

    private static Lanes1 OutputAt(in ConvolutionShape s, ReadOnlySpan<Real> output, int image, int channel, int row, int column) =>
        At(output, (image * s.OutChannels) + channel, row, s.Rows.Output, column, s.Columns.Output);

    private static Lanes1 At(ReadOnlySpan<Real> planes, int plane, int row, int rows, int column, int columns) =>
        Lanes1.All((uint)row < (uint)rows && (uint)column < (uint)columns ? planes[(((plane * rows) + row) * columns) + column] : 0);

    private static void Finish<TEpilogue>(Lanes1 sum, ReadOnlySpan<Real> bias, int channel, ref Real target, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue =>
        Lanes1.Store(epilogue.Value(bias.IsEmpty ? sum : sum + Lanes1.All(bias[channel])), ref target, 0);
}
