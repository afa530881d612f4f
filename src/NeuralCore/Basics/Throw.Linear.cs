using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void MatMulScalar(Shape left, Shape right) => throw new ShapeException(
        $"MatMul: left is {left}, right is {right}; a scalar has no axis to multiply along. Use * to multiply every number by it.");

    [DoesNotReturn]
    public static void MatMulInner(Shape left, Shape right)
    {
        int rightInner = right[right.Rank == 1 ? ^1 : ^2];
        bool helps = right.Rank > 1 && right[^1] == left[^1];
        throw new ShapeException(
            $"MatMul: inner sizes differ. Left is {left}, right is {right}: {left[^1]} is not {rightInner}. "
            + (helps
                ? "Transpose the right one."
                : "The last axis of the left must be as long as the last but one of the right; check the layer before, or transpose."));
    }

    [DoesNotReturn]
    public static void DotShapes(Shape left, Shape right) => throw new ShapeException(
        $"Dot: left is {left}, right is {right}; both must be vectors of one length. Flatten them, or see MatMul.");

    [DoesNotReturn]
    public static void LinearWeight(Shape weight) => throw new ShapeException(
        $"Linear: the weight has shape {weight}; it must be a matrix [out, in], with one row for each output.");

    [DoesNotReturn]
    public static void LinearInput(Shape input, Shape weight) => throw new ShapeException(
        $"Linear: expected shape [..., {weight[1]}], got {input}: the weight {weight} takes {weight[1]} features"
        + (input.Rank == 0 ? ". " : $", not {input[^1]}. ")
        + "The input's last axis holds the features; Flatten what comes before, or make the layer that wide.");

    [DoesNotReturn]
    public static void LinearBias(Shape bias, Shape weight) => throw new ShapeException(
        $"Linear: the bias has shape {bias}, but the weight {weight} has {weight[0]} outputs. Give a bias [{weight[0]}].");

    [DoesNotReturn]
    public static void VectorsDiffer(string operation, Shape left, Shape right, int axis) => throw new ShapeException(
        $"{operation}: the vectors lie along axis {axis}, but shapes {left} and {right} do not have the same size there. "
        + "Give vectors of equal length, or name another axis.");
}
