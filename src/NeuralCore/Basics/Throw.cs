using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuralCore;

/// <summary>
/// The texts of all errors. Each says what went wrong, where, with which values, and what to try. They stand apart from the code that
/// checks, so that checks stay one line and texts can be read together.
/// </summary>
[StackTraceHidden]
internal static partial class Throw
{
    [DoesNotReturn]
    public static void NegativeSize(int axis, int size) => throw new ShapeException(
        $"Shape: size {Number(size)} at axis {axis} is negative. Every size must be 0 or more; only Reshape takes one -1, for \"whatever is left\".");

    [DoesNotReturn]
    public static void TooManyElements(ReadOnlySpan<int> sizes) => throw new ShapeException(
        $"Shape: {Shape.Format(sizes)} has more than {Shape.MaxCount} elements, the most one tensor can hold. Split the data into smaller batches.");

    [DoesNotReturn]
    public static void AxisOutOfRange(string operation, int axis, Shape shape) => throw new ShapeException(shape.Rank == 0
        ? $"{operation}: axis {Number(axis)} does not exist, because the tensor is a scalar and has no axes."
        : $"{operation}: axis {Number(axis)} does not exist. The shape is {shape}, so an axis is from {Number(-shape.Rank)} to {shape.Rank - 1}.");

    [DoesNotReturn]
    public static void RepeatedAxis(string operation, int axis) => throw new ShapeException(
        $"{operation}: axis {Number(axis)} is given twice. Name each axis once.");

    [DoesNotReturn]
    public static void NoBroadcast(string operation, Shape left, Shape right, int fromEnd) => throw new ShapeException(
        $"{operation}: shapes {left} and {right} do not fit each other. Counted from the end, sizes must be equal or one of them 1, "
        + $"but at axis -{fromEnd} they are {left[^fromEnd]} and {right[^fromEnd]}. Reshape or Unsqueeze one of them.");

    [DoesNotReturn]
    public static void ShapesDiffer(string operation, Shape expected, Shape actual) => throw new ShapeException(
        $"{operation}: expected shape {expected}, got {actual}. Reshape the tensor, or check the operation that made it.");

    [DoesNotReturn]
    public static void CountsDiffer(string operation, int count, Shape shape) => throw new ShapeException(
        $"{operation}: {count} values do not fill shape {shape}, which holds {shape.Count}. Give as many values as the shape holds.");

    [DoesNotReturn]
    public static void OutOfRange(string parameter, object value, string range) => throw new ArgumentOutOfRangeException(
        parameter, value, $"{parameter} must be {range}.");

    [DoesNotReturn]
    public static void ScopeEnded() => throw new ObjectDisposedException(nameof(Tensor),
        "This tensor was made inside a step scope and has given its memory back for reuse: the scope has ended or, if it is a gradient, "
        + "it was cleared. To keep it, call Keep() on it before that, or copy its values out with ToArray().");

    [DoesNotReturn]
    public static void ScopeOutOfOrder() => throw new InvalidOperationException(
        "StepScope: this scope is not the innermost open one on this thread. End inner scopes first, on the thread that opened them; a using statement does both.");

    [DoesNotReturn]
    public static void NotOneElement(Shape shape) => throw new ShapeException(
        $"Item: the tensor has shape {shape}, so it holds {shape.Count} numbers, not one. Index it, reduce it with Sum or Mean, or use ToArray().");

    [DoesNotReturn]
    public static void IndexRank(ReadOnlySpan<int> index, Shape shape) => throw new ShapeException(
        $"Index {Shape.Format(index)} has length {index.Length}, but shape {shape} has {shape.Rank} axes. "
        + "Give one index for each axis; Select and ranges, such as [1..2], take a part.");

    [DoesNotReturn]
    public static void IndexOutOfRange(ReadOnlySpan<int> index, int axis, Shape shape) => throw new ArgumentOutOfRangeException(
        nameof(index), index[axis], $"Index {Shape.Format(index)} is outside shape {shape} at axis {axis}: it must be from {Number(-shape[axis])} to {Number(shape[axis] - 1)}.");

    [DoesNotReturn]
    public static void NotANumber(Type array, object? value) => throw new ArgumentException(
        $"Tensor.From: an array of type {array.Name} holds {value ?? "null"}, which is not a number. "
        + "Give a rectangular array of numbers; for an array of arrays, stack tensors of its rows.", nameof(array));

    [DoesNotReturn]
    public static void KernelLengths(string kernel, int expected, int actual) => throw new ArgumentException(
        $"{kernel}: a span holds {actual} numbers where {expected} are needed. This is a mistake in the calling operation.");

    [DoesNotReturn]
    public static void ScratchSize(long count, int most) => throw new ShapeException(
        $"An operation on these shapes needs working memory for {count.ToString(CultureInfo.InvariantCulture)} numbers at once, and at most {most} fit. "
        + "Use smaller kernels or layers, or split the data into smaller batches.");

    // A minus sign is a matter of culture too: Swedish has one of its own.
    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
