using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NothingToReduce(string operation, int axis, Shape shape) => throw new ShapeException(
        $"{operation}: axis {axis} of shape {shape} has size 0, and of no numbers none is the {operation}. "
        + "Leave empty batches out, or reduce an axis that has numbers.");

    [DoesNotReturn]
    public static void TooLongForIndices(string operation, int size, int limit) => throw new ShapeException(
        $"{operation}: among {size} numbers a place can be above {limit}, up to where a tensor holds whole numbers exactly. "
        + "Reduce along a shorter axis, or slice the tensor first.");

    [DoesNotReturn]
    public static void NoHalves(string operation, int axis, Shape shape) => throw new ShapeException(
        $"{operation}: axis {axis} of shape {shape} has size {shape[axis]}, which does not divide into two halves. "
        + "Give the layer before it an even number of outputs, or name another axis.");

    [DoesNotReturn]
    public static void SlopesPerChannel(string operation, Shape weight, Shape shape) => throw new ShapeException(
        $"{operation}: with a weight of shape {weight}, got {shape}. Expected one slope for all, [1], or one for each channel, "
        + (shape.Rank >= 2 ? $"[{shape[1]}], which is the size of axis 1." : "for which the input needs an axis 1: [batch, channels, ...]."));
}
