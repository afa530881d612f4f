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
}
