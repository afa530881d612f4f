using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>
/// How windows are laid over images [batch, channels, height, width], or over lines [batch, channels, length], which are images of height 1.
/// </summary>
internal readonly record struct PoolSettings
{
    private readonly string operation;
    private readonly bool isLine;
    private readonly Pair kernel;
    private readonly Pair stride;
    private readonly Pair padding;
    private readonly Pair dilation;
    private readonly bool ceilMode;
    private readonly bool? countsPadding;

    /// <summary>Windows over images.</summary>
    public PoolSettings(string operation, Pair kernelSize, Pair? stride, Pair padding, Pair dilation, bool ceilMode, bool? countIncludePad = null)
    {
        (this.operation, this.ceilMode, countsPadding) = (operation, ceilMode, countIncludePad);
        (kernel, this.stride, this.padding, this.dilation) = (kernelSize, stride ?? kernelSize, padding, dilation);
        CheckAxis(kernel.Height, this.stride.Height, padding.Height, dilation.Height);
        CheckAxis(kernel.Width, this.stride.Width, padding.Width, dilation.Width);
    }

    /// <summary>Windows over lines.</summary>
    public PoolSettings(string operation, int kernelSize, int? stride, int padding, int dilation, bool ceilMode, bool? countIncludePad = null)
        : this(operation, (1, kernelSize), (1, stride ?? kernelSize), (0, padding), (1, dilation), ceilMode, countIncludePad) => isLine = true;

    /// <summary>The windows over a tensor.</summary>
    /// <exception cref="ShapeException">The tensor has another number of axes, or is too small for a window.</exception>
    public PoolPlan On(Shape shape)
    {
        ImageAxes.CheckRank(shape, isLine, operation);
        PoolWindows rows = isLine ? new(1, 1, 1, 1) : Along(2, shape, kernel.Height, stride.Height, padding.Height, dilation.Height);
        PoolWindows columns = Along(isLine ? 2 : 3, shape, kernel.Width, stride.Width, padding.Width, dilation.Width);
        return new PoolPlan(operation, shape, rows, columns, isLine);
    }

    /// <summary>The call as one would write it; what has its usual value is left out.</summary>
    public override string ToString()
    {
        string text = $"{operation}({Written(kernel)}";
        if (stride != kernel)
            text += $", stride: {Written(stride)}";
        if (padding != 0)
            text += $", padding: {Written(padding)}";
        if (dilation != 1)
            text += $", dilation: {Written(dilation)}";
        if (ceilMode)
            text += ", ceilMode: true";
        return text + (countsPadding == false ? ", countIncludePad: false)" : ")");
    }

    private string Written(Pair numbers) => (isLine ? numbers.Width : numbers).ToString();

    private void CheckAxis(int kernelSize, int stride, int padding, int dilation)
    {
        if (kernelSize < 1)
            Throw.OutOfRange(nameof(kernelSize), kernelSize, "1 or more");
        if (stride < 1)
            Throw.OutOfRange(nameof(stride), stride, "1 or more");
        if (dilation < 1)
            Throw.OutOfRange(nameof(dilation), dilation, "1 or more");
        if (padding < 0)
            Throw.OutOfRange(nameof(padding), padding, "0 or more");
        if (padding > kernelSize / 2)
            Throw.PaddingAboveHalf(operation, padding, kernelSize);
    }

    private PoolWindows Along(int axis, Shape shape, int kernelSize, int stride, int padding, int dilation)
    {
        int size = shape[axis];
        if (size == 0)
            Throw.NoPixels(operation, axis, shape);
        long padded = size + (2L * padding);
        long span = ((kernelSize - 1L) * dilation) + 1;
        long free = padded - span + (ceilMode ? stride - 1 : 0);
        if (free < 0)
            Throw.KernelTooLarge(operation, axis, shape, span, padded);
        if (padding > 0 && dilation > size)
            Throw.DilationSkipsAll(operation, axis, shape, dilation);
        long count = (free / stride) + 1;

        // A window that begins behind the image and its first padding would hold nothing.
        if (ceilMode && (count - 1) * stride >= (long)size + padding)
            count--;

        // A step as long as the image finds nothing either, and positions stay small numbers.
        int step = (int)Math.Min(dilation, (long)size + padding);
        return new PoolWindows(size, (int)count, kernelSize, stride, padding, step, countsPadding ?? false);
    }
}
