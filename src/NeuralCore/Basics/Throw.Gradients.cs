using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NotALeaf(string operation) => throw new GradientException(
        $"RequiresGradient: this tensor is the result of {operation}, whose record decides. Call Detach() for a tensor without history.");

    [DoesNotReturn]
    public static void NothingRecorded(Shape shape) => throw new GradientException(
        $"Backward: nothing was recorded for this tensor of shape {shape}. Set RequiresGradient on a tensor it is made from, "
        + "and compute it outside Gradients.Disable() and without Detach().");

    [DoesNotReturn]
    public static void BackwardOfMany(Shape shape) => throw new ShapeException(
        $"Backward: this tensor has shape {shape}; only one of a single number has an obvious gradient, 1. "
        + "Reduce it with Sum or Mean first, or give the gradient to start from.");

    [DoesNotReturn]
    public static void GraphUsedUp(string operation) => throw new GradientException(
        $"Backward: the record of {operation}, a step on the way to this tensor, was already used by an earlier Backward and has been freed. "
        + "Compute the tensor again, or pass retainGraph: true to the first Backward.");

    [DoesNotReturn]
    public static void SavedTensorChanged(string operation, Shape shape, string writer) => throw new GradientException(
        $"Backward: {operation} saved a tensor of shape {shape} for its gradient, but {writer} changed it in place since. "
        + "Make the change after Backward, or on a Clone().");

    [DoesNotReturn]
    public static void GradientCount(string operation, int expected, int actual) => throw new GradientException(
        $"{operation}: Backward returned {actual} gradients for {expected} inputs. Return one for each input, null where there is none.");

    public static InvalidOperationException NoResult(string operation) => new($"{operation}: Forward returned null. Return the result's tensor.");
}
