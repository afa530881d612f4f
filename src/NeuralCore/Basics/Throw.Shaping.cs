using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void ReshapeCount(Shape shape, ReadOnlySpan<int> sizes) => throw new ShapeException(
        $"Reshape: shape {shape} holds {shape.Count} numbers, which do not fill {Shape.Format(sizes)}. "
        + "Give sizes whose product is the count; one of them may be -1, for whatever is left.");

    [DoesNotReturn]
    public static void ReshapeTwoOpen(ReadOnlySpan<int> sizes) => throw new ShapeException(
        $"Reshape: {Shape.Format(sizes)} has more than one -1. Only one size can be left open.");

    [DoesNotReturn]
    public static void ReshapeUndecided(Shape shape, ReadOnlySpan<int> sizes) => throw new ShapeException(
        $"Reshape: shape {shape} holds no numbers, so the -1 in {Shape.Format(sizes)} could be any size. Write the size.");

    [DoesNotReturn]
    public static void FlattenBackwards(int start, int end, Shape shape) => throw new ShapeException(
        $"Flatten: the last axis {end} stands before the first axis {start} in shape {shape}. Exchange them.");

    [DoesNotReturn]
    public static void NewAxisOutOfRange(string operation, int axis, Shape shape) => throw new ShapeException(
        $"{operation}: a new axis of shape {shape} cannot stand at {Number(axis)}: it must be from {Number(-shape.Rank - 1)} to {shape.Rank}.");

    [DoesNotReturn]
    public static void Expand(Shape shape, ReadOnlySpan<int> sizes, int axis) => throw new ShapeException(axis < 0
        ? $"Expand: {Shape.Format(sizes)} has fewer sizes than shape {shape} has axes. Give one size for each axis; -1 keeps it."
        : $"Expand: shape {shape} cannot become {Shape.Format(sizes)}, which differs at axis {axis}. "
            + "Only an axis of size 1 can be repeated; -1 keeps a size, but not that of a new axis. See Repeat for other axes.");

    [DoesNotReturn]
    public static void PermuteCount(ReadOnlySpan<int> axes, Shape shape) => throw new ShapeException(
        $"Permute: {Shape.Format(axes)} names {axes.Length} axes, but shape {shape} has {shape.Rank}. Name every axis once.");

    [DoesNotReturn]
    public static void NoTensors(string operation) => throw new ShapeException(
        $"{operation}: no tensors are given. Give at least one.");

    [DoesNotReturn]
    public static void ConcatenateShape(int axis, int number, Shape first, Shape other) => throw new ShapeException(
        $"Concatenate: tensor {number} has shape {other}, which does not fit {first} of tensor 0 along axis {axis}. "
        + $"All sizes but that of axis {axis} must be equal. Reshape it, or see Stack for a new axis.");

    [DoesNotReturn]
    public static void ConcatenateSize(int axis, long size) => throw new ShapeException(
        $"Concatenate: the tensors together have {size} positions along axis {axis}; "
        + $"one tensor holds at most {Shape.MaxCount} numbers. Join fewer.");

    [DoesNotReturn]
    public static void StackShape(int number, Shape first, Shape other) => throw new ShapeException(
        $"Stack: tensor {number} has shape {other}, but tensor 0 has {first}. "
        + "Stacked tensors have one shape; Pad the smaller, or see Concatenate.");

    [DoesNotReturn]
    public static void SliceOutOfRange(string parameter, string part, int axis, Shape shape) => throw new ArgumentOutOfRangeException(
        parameter, $"Slice: {part} does not lie within axis {axis} of shape {shape}, which has {shape[axis]} positions, counted from 0.");

    [DoesNotReturn]
    public static void TooManyRanges(int count, Shape shape) => throw new ShapeException(
        $"Slice: {count} ranges are given, but shape {shape} has {shape.Rank} axes. "
        + "Give at most one for each axis; those left out stay whole.");

    [DoesNotReturn]
    public static void SplitSizes(ReadOnlySpan<int> sizes, int axis, Shape shape) => throw new ShapeException(
        $"Split: the sizes {Shape.Format(sizes)} do not make up axis {axis} of shape {shape}, which has {shape[axis]} positions. "
        + "Sizes must be 0 or more, and their sum that of the axis.");

    [DoesNotReturn]
    public static void PadCount(int count, Shape shape) => throw new ShapeException(
        $"Pad: {count} pairs are given, but shape {shape} has {shape.Rank} axes. "
        + "Give one pair (before, after) for each axis, or name a single axis.");

    [DoesNotReturn]
    public static void PadNegative(int axis, int before, int after) => throw new ArgumentOutOfRangeException(
        "amounts", $"Pad: ({Number(before)}, {Number(after)}) at axis {axis} is negative. Amounts must be 0 or more; cut numbers off with Slice.");

    [DoesNotReturn]
    public static void PadSize(int axis, long size) => throw new ShapeException(
        $"Pad: axis {axis} would get {size} positions; one tensor holds at most {Shape.MaxCount} numbers. Pad less.");

    [DoesNotReturn]
    public static void BadIndex(string operation, IFormattable index, ReadOnlySpan<int> place, int limit) => throw new ArgumentOutOfRangeException(
        nameof(index), limit == 0
            ? $"{operation}: there is nothing to pick from, but an index is given ({Invariant(index)} at {Shape.Format(place)})."
            : $"{operation}: the index {Invariant(index)} at {Shape.Format(place)} is not a whole number from 0 to {limit - 1}. "
                + "Check the labels or positions, and whether they count from 0.");

    [DoesNotReturn]
    public static void NotInVocabulary(IFormattable index, ReadOnlySpan<int> place, int count) => throw new ArgumentOutOfRangeException(
        nameof(index),
        $"Embedding: the index {Invariant(index)} at {Shape.Format(place)} is not in the vocabulary of {count} words, "
        + $"which are the whole numbers from 0 to {Invariant(count - 1)}. "
        + "Check that the words are counted from 0, and give those that the vocabulary does not know a number of their own.");

    [DoesNotReturn]
    public static void NoEmbeddingTable(Shape shape) => throw new ShapeException(
        $"Embedding: the weight has shape {shape}; it must be a matrix [count, size], with one row for each word of the vocabulary.");

    [DoesNotReturn]
    public static void IndexShape(string operation, int axis, Shape index, Shape shape) => throw new ShapeException(
        $"{operation}: an index of shape {index} does not fit shape {shape} along axis {axis}. It must have as many axes, "
        + $"and along each but axis {axis} not be longer. To pick whole rows, see IndexSelect.");

    [DoesNotReturn]
    public static void ScatterIndexShape(int axis, Shape index, Shape shape) => throw new ShapeException(
        $"ScatterAdd: an index of shape {index} does not fit shape {shape} along axis {axis}. "
        + $"Apart from axis {axis}, the sizes must be equal.");

    [DoesNotReturn]
    public static void RepeatCounts(ReadOnlySpan<int> counts, Shape shape) => throw new ShapeException(
        $"Repeat: the counts {Shape.Format(counts)} do not suit shape {shape}. "
        + $"Give a count of 0 or more for each of its {shape.Rank} axes, or for more.");

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
