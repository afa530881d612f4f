namespace NeuralCore.Kernels;

/// <summary>
/// How a kernel lies along one axis: tap t of output o reads input o · Stride - Padding + t · Dilation, which is zero where there is no such
/// input. Padding says what comes before the input; what comes after it follows from the number of outputs.
/// </summary>
internal readonly record struct ConvolutionAxis(int Input, int Output, int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>An axis of size 1 that nothing happens along: what lines have in place of rows.</summary>
    public static ConvolutionAxis None => new(1, 1, 1, 1, 0, 1);

    /// <summary>Where a tap of an output reads; below 0 or from Input on it reads a zero.</summary>
    public int Position(int output, int tap) => (output * Stride) - Padding + (tap * Dilation);
}
