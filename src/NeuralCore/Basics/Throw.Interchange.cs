using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NoNumericsTensor() => throw new NotSupportedException(
        "AsNumericsTensor: the memory of this tensor is not an array, so System.Numerics.Tensors cannot share it. "
        + "Clone() the tensor first.");

    [DoesNotReturn]
    public static void NotDense(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides) => throw new ShapeException(
        $"Wrap: the numbers of a tensor with lengths [{string.Join(", ", lengths.ToArray())}] "
        + $"and strides [{string.Join(", ", strides.ToArray())}] do not lie one after the other. Copy it with Tensor.From, or call ToDenseTensor() first.");
}
