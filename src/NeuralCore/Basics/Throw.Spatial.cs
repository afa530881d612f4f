using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NotImages(string operation, string expected, Shape shape) => throw new ShapeException(
        $"{operation}: expected shape {expected}, got {shape}. Unsqueeze(0) makes one example a batch; Reshape gives rows of numbers their axes back.");

    [DoesNotReturn]
    public static void PaddingAboveHalf(string operation, int padding, int kernel) => throw new ArgumentOutOfRangeException(
        nameof(padding), padding, $"{operation}: a padding of {Number(padding)} is more than half of the kernel size {kernel}, "
            + "so that a window could hold padding alone. Pad less, or use Pad on the tensor.");

    [DoesNotReturn]
    public static void KernelTooLarge(string operation, int axis, Shape shape, long span, long padded) => throw new ShapeException(
        $"{operation}: the kernel spans {span} positions along axis {axis} of shape {shape}, which has {padded} with its padding. "
        + "Use a smaller kernel, less dilation or more padding, or give larger images.");

    [DoesNotReturn]
    public static void DilationSkipsAll(string operation, int axis, Shape shape, int dilation) => throw new ShapeException(
        $"{operation}: with a dilation of {dilation}, a window can step over all {shape[axis]} positions of axis {axis} of shape {shape} "
        + "from padding to padding. Use less dilation, or no padding.");

    [DoesNotReturn]
    public static void NoPixels(string operation, int axis, Shape shape) => throw new ShapeException(
        $"{operation}: axis {axis} of shape {shape} has size 0, so that there are no pixels. Give images of at least one.");

    [DoesNotReturn]
    public static void NothingLeft(string operation, int axis, Shape shape, double factor) => throw new ShapeException(
        $"{operation}: axis {axis} of shape {shape} would keep no position with a factor of {Invariant(factor)}. Use a larger factor, or give a size.");

    [DoesNotReturn]
    public static void NoCornersToAlign() => throw new ArgumentException(
        "Upsample: alignCorners has no meaning for UpsampleMode.Nearest, which invents no numbers between pixels. Leave it out, or use UpsampleMode.Linear.");
}
