namespace NeuralCore.Kernels;

/// <summary>The convolution itself (a correlation, as everywhere in this field): each output channel sums over the channels it sees and their taps.</summary>
internal static unsafe class ConvolutionForward
{
    /// <summary>
    /// output = epilogue(Σ weight · input + bias), the bias being one number for each output channel, or empty. The weight may be given once
    /// more as <see cref="Pack"/> made it.
    /// </summary>
    public static void Run<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> output, TEpilogue epilogue,
        PackedNumbers? packed = null)
        where TEpilogue : struct, IEpilogue
    {
        s.Check(nameof(ConvolutionForward), input.Length, weight.Length, output.Length, bias.Length, s.OutChannels);
        if (s.OutputCount == 0)
            return;
        if (packed is not null && packed.Count != WinogradPanels<Lanes1>.Count(s.Groups, s.InPerGroup, s.OutPerGroup))
            Throw.KernelLengths(nameof(ConvolutionForward), (int)WinogradPanels<Lanes1>.Count(s.Groups, s.InPerGroup, s.OutPerGroup), (int)packed.Count);
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
                Weights = Weights(s, weights),
                Transformed = packed is null ? null : packed.Data,
                TransformedFor = packed is null ? 0 : packed.Bundle,
                Target = target,
                TargetPlane = s.OutputPlane,
                TargetRow = s.Columns.Output,
                TargetColumn = 1,
                Bias = biases,
                Epilogue = epilogue,
            });
        }

        GC.KeepAlive(packed);
    }

    /// <summary>Whether these sizes read packed weights.</summary>
    public static bool ReadsPacked(in ConvolutionShape s) => s.OutputCount > 0 && s.GoesByTiles;

    /// <summary>Packs the weight of such sizes at the widest bundle that this processor has.</summary>
    public static PackedNumbers Pack(in ConvolutionShape s, ReadOnlySpan<Real> weight)
    {
        if (weight.Length != s.WeightCount)
            Throw.KernelLengths(nameof(ConvolutionForward), (int)s.WeightCount, weight.Length);
        PackedNumbers[] packed = new PackedNumbers[1];
        fixed (Real* weights = weight)
            Lanes.Run(new Packing(s, Weights(s, weights), packed), 0, 1);
        return packed[0];
    }

    private static TapWeights Weights(in ConvolutionShape s, Real* weights) => new()
    {
        Data = weights,
        Group = (nint)s.OutPerGroup * s.InPerGroup * s.Taps,
        Row = (nint)s.InPerGroup * s.Taps,
        Channel = s.Taps,
        RowTaps = (0, 1, s.Rows.Kernel),
        ColumnTaps = (0, 1, s.Columns.Kernel),
        KernelColumns = s.Columns.Kernel,
    };

    private readonly struct Packing(ConvolutionShape shape, TapWeights weights, PackedNumbers[] packed) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            PackedNumbers numbers = new(WinogradPanels<V>.Count(shape.Groups, shape.InPerGroup, shape.OutPerGroup), V.Count);
            new WinogradPanels<V>(numbers.Data, shape.Groups, shape.InPerGroup, shape.OutPerGroup).Pack(weights, rowsFall: false, columnsFall: false);
            packed[0] = numbers;
        }
    }
}
