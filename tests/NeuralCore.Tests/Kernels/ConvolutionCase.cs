using NeuralCore.Kernels;

namespace NeuralCore.Tests.Kernels;

/// <summary>One convolution: its three products by the oracle, and the kernels' at every width and number of threads, between guard pages.</summary>
internal sealed class ConvolutionCase
{
    private readonly ConvolutionShape shape;
    private readonly Real[] input, weight, gradient, outBias, inBias;
    private readonly Real[] output, inputGradient, weightGradient;

    public ConvolutionCase(ConvolutionShape shape, Func<int, ulong, Real[]> numbers)
    {
        this.shape = shape;
        input = numbers((int)shape.InputCount, 1);
        weight = numbers((int)shape.WeightCount, 2);
        gradient = numbers((int)shape.OutputCount, 3);
        outBias = numbers(shape.OutChannels, 4);
        inBias = numbers(shape.InChannels, 5);
        output = new Real[shape.OutputCount];
        inputGradient = new Real[shape.InputCount];
        weightGradient = new Real[shape.WeightCount];
        (bool forwardByTiles, bool backByTiles) = GoByTiles(shape);
        if (forwardByTiles)
            WinogradReference.Forward(shape, input, weight, outBias, output, new HalfBelowZero());
        else
            ConvolutionReference.Forward(shape, input, weight, outBias, output, new HalfBelowZero());
        if (backByTiles)
            WinogradReference.Input(shape, gradient, weight, inBias, inputGradient, new HalfBelowZero());
        else
            ConvolutionReference.Input(shape, gradient, weight, inBias, inputGradient, new HalfBelowZero());
        if (forwardByTiles)
            WinogradReference.Weight(shape, input, gradient, weightGradient);
        else
            ConvolutionReference.Weight(shape, input, gradient, weightGradient);
    }

    /// <summary>Whether the output and the weights' gradient go by Winograd's tiles, and whether the input's gradient does.</summary>
    public static (bool Forward, bool Back) GoByTiles(ConvolutionShape s)
    {
        bool back = Winograd.Fits(
            TapAxis.Backward(s.Rows, 0, out _), TapAxis.Backward(s.Columns, 0, out _), s.Groups, s.OutPerGroup, s.InPerGroup);
        return (s.GoesByTiles, back && s is { Rows.Stride: 1, Columns.Stride: 1 });
    }

    /// <summary>An axis with so many outputs as fit.</summary>
    public static ConvolutionAxis Axis(int input, int kernel, int stride = 1, int padding = 0, int dilation = 1, int? after = null)
    {
        int room = input + padding + (after ?? padding) - (dilation * (kernel - 1)) - 1;
        return new(input, room < 0 ? 0 : (room / stride) + 1, kernel, stride, padding, dilation);
    }

    /// <summary>Some convolution or other: strides, dilations, groups, paddings that differ, kernels larger than the image.</summary>
    public static ConvolutionShape Any(Rng random)
    {
        int Of(params int[] choices) => choices[random.NextInteger(choices.Length)];
        ConvolutionAxis Some(int most) => Axis(
            1 + random.NextInteger(most), Of(1, 2, 3, 3, 5, 7), Of(1, 1, 1, 2, 3), Of(0, 1, 2, 4), Of(1, 1, 1, 2, 3), Of(0, 1, 3));
        int groups = Of(1, 1, 1, 2, 3, 5), inputs = groups * Of(1, 1, 2, 3, 8), outputs = groups * Of(1, 2, 5, 13, 17);
        return new(random.NextInteger(5), groups, inputs, outputs, Of(0, 1, 1, 1) == 0 ? ConvolutionAxis.None : Some(30), Some(70));
    }

    /// <summary>Some convolution that goes by Winograd's tiles.</summary>
    public static ConvolutionShape AnyInTiles(Rng random)
    {
        int Of(params int[] choices) => choices[random.NextInteger(choices.Length)];
        ConvolutionAxis Some() => Axis(9 + random.NextInteger(40), 3, padding: Of(0, 1, 1, 2, 3), after: Of(0, 1, 1, 2));
        int groups = Of(1, 1, 1, 2), inputs = groups * Of(16, 17, 24, 33), outputs = groups * Of(16, 19, 25, 36);
        return new(Of(0, 1, 2, 3), groups, inputs, outputs, Some(), Some());
    }

    /// <summary>Compares with the oracle to the bit.</summary>
    public void Check(params int[] threads)
    {
        bool atEnd = true;
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        foreach (int count in threads)
        {
            Workers.MaxThreads = count;
            foreach (int width in Widths.All)
                Widths.At(width, () => CheckHere(atEnd = !atEnd, $"{shape}, {width} bits, {count} threads"));
        }
    }

    private bool CheckHere(bool atEnd, string what)
    {
        using var x = new GuardedMemory(input, atEnd);
        using var w = new GuardedMemory(weight, atEnd);
        using var dy = new GuardedMemory(gradient, atEnd);
        using var y = new GuardedMemory(Dirty(output.Length), atEnd);
        using var dx = new GuardedMemory(Dirty(inputGradient.Length), atEnd);
        using var dw = new GuardedMemory(Dirty(weightGradient.Length), atEnd);
        ConvolutionForward.Run(shape, x.Span, w.Span, outBias, y.Span, new HalfBelowZero());
        GemmCase.ShouldBeTheSame(y.Span, output, "the output of " + what);
        if (ConvolutionForward.ReadsPacked(shape))
        {
            // The weight itself is not there.
            using var packedY = new GuardedMemory(Dirty(output.Length), atEnd);
            ConvolutionForward.Run(shape, x.Span, Dirty(weight.Length), outBias, packedY.Span, new HalfBelowZero(), ConvolutionForward.Pack(shape, w.Span));
            GemmCase.ShouldBeTheSame(packedY.Span, output, "the output with packed weights of " + what);
        }

        ConvolutionInput.Run(shape, dy.Span, w.Span, inBias, dx.Span, new HalfBelowZero());
        ConvolutionWeight.Run(shape, x.Span, dy.Span, dw.Span);
        GemmCase.ShouldBeTheSame(dx.Span, inputGradient, "the input's gradient of " + what);
        GemmCase.ShouldBeTheSame(dw.Span, weightGradient, "the weight's gradient of " + what);
        return true;
    }

    private static Real[] Dirty(int count)
    {
        Real[] numbers = new Real[count];
        Array.Fill(numbers, Real.NaN);
        return numbers;
    }

    // Applied twice, or to a sum that is not complete, it gives another number.
    private readonly struct HalfBelowZero : IEpilogue
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.Where(V.Less(x, V.All(0)), x * V.All((Real)0.5), x + V.All(1));
    }
}
