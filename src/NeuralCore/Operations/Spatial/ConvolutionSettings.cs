using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>
/// How a kernel is laid over images [batch, channels, height, width], or over lines [batch, channels, length], which are images of height 1.
/// </summary>
internal readonly record struct ConvolutionSettings
{
    private readonly bool isLine;
    private readonly Pair stride;
    private readonly Padding padding;
    private readonly Pair outputPadding;
    private readonly Pair dilation;

    private ConvolutionSettings(
        bool isLine, string operation, Pair stride, Padding padding, Pair dilation, int groups, Pair outputPadding, bool isTransposed)
    {
        (this.isLine, Operation, IsTransposed, Groups) = (isLine, operation, isTransposed, groups);
        (this.stride, this.padding, this.dilation, this.outputPadding) = (stride, padding, dilation, outputPadding);
        if (groups < 1)
            Throw.OutOfRange(nameof(groups), groups, "1 or more");
        CheckAxis(stride.Height, padding.Size.Height, dilation.Height, outputPadding.Height);
        CheckAxis(stride.Width, padding.Size.Width, dilation.Width, outputPadding.Width);
        if (padding.IsSame && stride != 1)
            Throw.SameWithStride(operation, stride);
        if (isLine && padding.Size.Height != padding.Size.Width)
            Throw.PairForLine(operation, padding);
    }

    public string Operation { get; }

    /// <summary>Whether the kernel goes the other way: each number of the input is spread over the result.</summary>
    public bool IsTransposed { get; }

    public int Groups { get; }

    /// <summary>A kernel over images.</summary>
    public static ConvolutionSettings OfImages(
        string operation, Pair stride, Padding padding, Pair dilation, int groups, Pair outputPadding = default, bool isTransposed = false) =>
        new(isLine: false, operation, stride, padding, dilation, groups, outputPadding, isTransposed);

    /// <summary>A kernel over lines.</summary>
    public static ConvolutionSettings OfLines(
        string operation, int stride, Padding padding, int dilation, int groups, int outputPadding = 0, bool isTransposed = false) =>
        new(isLine: true, operation, stride, padding, dilation, groups, outputPadding, isTransposed);

    /// <summary>The convolution of one tensor by a weight and a bias.</summary>
    /// <exception cref="ShapeException">The shapes do not fit each other, or the input is smaller than the kernel.</exception>
    public ConvolutionPlan On(Shape input, Shape weight, Shape? bias)
    {
        Check(input, weight, bias);
        int width = isLine ? 2 : 3;
        ConvolutionAxis rows = isLine
            ? ConvolutionAxis.None
            : Along(2, input, weight[2], stride.Height, padding.Size.Height, dilation.Height, outputPadding.Height);
        ConvolutionAxis columns = Along(width, input, weight[width], stride.Width, padding.Size.Width, dilation.Width, outputPadding.Width);
        ConvolutionShape sizes = IsTransposed
            ? new(input[0], Groups, weight[1] * Groups, weight[0], rows, columns)
            : new(input[0], Groups, input[1], weight[0], rows, columns);
        int channels = IsTransposed ? sizes.InChannels : sizes.OutChannels;
        int height = IsTransposed ? rows.Input : rows.Output;
        int length = IsTransposed ? columns.Input : columns.Output;
        return new ConvolutionPlan(Operation, IsTransposed, sizes, isLine ? [input[0], channels, length] : [input[0], channels, height, length]);
    }

    /// <summary>The settings as one would write them; those that have their usual value are left out.</summary>
    public override string ToString()
    {
        string text = "";
        if (stride != 1)
            text += $", stride: {Written(stride)}";
        if (padding != Padding.Valid)
            text += padding.IsSame ? $", padding: {padding}" : $", padding: {Written(padding.Size)}";
        if (outputPadding != 0)
            text += $", outputPadding: {Written(outputPadding)}";
        if (Groups != 1)
            text += FormattableString.Invariant($", groups: {Groups}");
        return dilation == 1 ? text : text + $", dilation: {Written(dilation)}";
    }

    private string Written(Pair numbers) => (isLine ? numbers.Width : numbers).ToString();

    private static void CheckAxis(int stride, int padding, int dilation, int outputPadding)
    {
        if (stride < 1)
            Throw.OutOfRange(nameof(stride), stride, "1 or more");
        if (dilation < 1)
            Throw.OutOfRange(nameof(dilation), dilation, "1 or more");
        if (padding < 0)
            Throw.OutOfRange(nameof(padding), padding, "0 or more");

        // What lies further out than that is reached by no tap, and belongs to another stride.
        if (outputPadding < 0 || outputPadding >= Math.Max(stride, dilation))
            Throw.OutOfRange(nameof(outputPadding), outputPadding, "0 or more, and less than the stride or the dilation");
    }

    private void Check(Shape input, Shape weight, Shape? bias)
    {
        ImageAxes.CheckRank(input, isLine, Operation);
        ImageAxes.CheckPixels(input, Operation);
        if (weight.Rank != input.Rank || weight.Count == 0)
            Throw.ConvolutionWeight(Operation, IsTransposed, isLine, weight);
        if (weight[0] % Groups != 0)
            Throw.GroupsOfWeight(Operation, weight, Groups);
        int taken = IsTransposed ? weight[0] : weight[1] * Groups;
        if (input[1] != taken)
            Throw.ConvolutionChannels(Operation, ImageAxes.Written(isLine, $"{taken}"), input, weight, Groups, taken);
        int given = IsTransposed ? weight[1] * Groups : weight[0];
        if (bias is { } numbers && (numbers.Rank != 1 || numbers[0] != given))
            Throw.ConvolutionBias(Operation, numbers, weight, given);
    }

    private ConvolutionAxis Along(int axis, Shape input, int kernel, int stride, int padding, int dilation, int outputPadding)
    {
        int size = input[axis];
        long reach = (kernel - 1L) * dilation;
        long before = this.padding.IsSame ? reach / 2 : padding;
        long around = this.padding.IsSame ? reach : 2L * padding;

        // The padded image: what the kernel goes over or, where it goes the other way, what it fills.
        long padded = IsTransposed ? ((size - 1L) * stride) + reach + 1 + outputPadding : size + around;
        if (padded > int.MaxValue)
            Throw.PaddedTooLarge(Operation, axis, input, padded);
        if (!IsTransposed && reach >= padded)
            Throw.KernelTooLarge(Operation, axis, input, reach + 1, padded);
        if (IsTransposed && around >= padded)
            Throw.PaddingTakesAll(Operation, axis, input, padding, padded);

        // Steps that lead out of the image at once are all alike, and positions stay small numbers.
        stride = (int)Math.Min(stride, padded);
        dilation = kernel == 1 ? 1 : dilation;
        return IsTransposed
            ? new((int)(padded - around), size, kernel, stride, (int)before, dilation)
            : new(size, (int)((padded - reach - 1) / stride) + 1, kernel, stride, (int)before, dilation);
    }
}
