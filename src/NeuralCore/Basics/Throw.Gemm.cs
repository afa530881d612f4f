using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void MatrixView(int length, int rows, int columns, int rowStride, int columnStride) => throw new ArgumentException(
        $"MatrixView: a matrix [{rows}, {columns}] with strides {rowStride} and {columnStride} does not fit {length} numbers, "
        + "or neither stride is 1. This is a mistake in the calling operation.");

    [DoesNotReturn]
    public static void GemmShapes(int rows, int inner, int innerOfB, int columns, int bias, int result) => throw new ArgumentException(
        $"Gemm: [{rows}, {inner}] · [{innerOfB}, {columns}] into {result} numbers with a bias of {bias}. "
        + $"The inner sizes must be equal, the result must have {(long)rows * columns} numbers, and the bias {columns} or none. This is a mistake in the calling operation.");
}
