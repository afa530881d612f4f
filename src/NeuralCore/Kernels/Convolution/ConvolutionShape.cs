namespace NeuralCore.Kernels;

/// <summary>
/// The sizes of a convolution: input [images, in, rows, columns], weight [out, in / groups, kernel rows, kernel columns], output [images, out,
/// rows, columns]. Group g of the output channels sees group g of the input channels.
/// </summary>
internal readonly record struct ConvolutionShape(
    int Images, int Groups, int InChannels, int OutChannels, ConvolutionAxis Rows, ConvolutionAxis Columns)
{
    // The chain of a weight's gradient is cut into as many chunks as threads can share evenly, none so short that its sums cost more than
    // they are worth, and no more than make a million sums, or 1.8 where they go by tiles.
    private const int MostChunks = 16, LeastPositions = 1024, MostSums = 1 << 20;

    /// <summary>How many input channels an output channel sees.</summary>
    public int InPerGroup => InChannels / Groups;

    /// <summary>How many output channels see an input channel.</summary>
    public int OutPerGroup => OutChannels / Groups;

    /// <summary>How many numbers a channel of an input image has.</summary>
    public int InputPlane => Rows.Input * Columns.Input;

    /// <summary>How many numbers a channel of an output image has.</summary>
    public int OutputPlane => Rows.Output * Columns.Output;

    /// <summary>How many taps a kernel has for each input channel that it sees.</summary>
    public int Taps => Rows.Kernel * Columns.Kernel;

    public long InputCount => (long)Images * InChannels * InputPlane;

    public long OutputCount => (long)Images * OutChannels * OutputPlane;

    public long WeightCount => (long)OutChannels * InPerGroup * Taps;

    /// <summary>Whether the output and the gradient of the weights go by Winograd's tiles.</summary>
    public bool GoesByTiles => Winograd.Fits(TapAxis.Forward(Rows), TapAxis.Forward(Columns), Groups, InPerGroup, OutPerGroup);

    /// <summary>How many images belong to a chunk of the sum that a weight's gradient is.</summary>
    public int ImagesInChunk => (int)Math.Max(
        Math.Max(1, ((long)Images + MostChunks - 1) / MostChunks),
        Math.Max(LeastPositions / Math.Max(1, OutputPlane), (((long)Images * WeightCount) + MostSums - 1) / MostSums));

    /// <summary>Refuses spans that do not hold what these sizes say. A bias may be left out.</summary>
    public void Check(string kernel, int input, int weight, int output, int bias = 0, int biases = 0)
    {
        if (input != InputCount)
            Throw.KernelLengths(kernel, (int)InputCount, input);
        if (weight != WeightCount)
            Throw.KernelLengths(kernel, (int)WeightCount, weight);
        if (output != OutputCount)
            Throw.KernelLengths(kernel, (int)OutputCount, output);
        if (bias != 0 && bias != biases)
            Throw.KernelLengths(kernel, biases, bias);
    }
}
