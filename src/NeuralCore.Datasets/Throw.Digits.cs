using System.Diagnostics.CodeAnalysis;

namespace NeuralCore.Datasets;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void ImageSize(int got, int side) =>
        throw new ArgumentException(
            Text($"DigitGenerator: there is room for {got} pixels, expected {side * side} ({side} x {side}). Slice the span to one image."),
            "pixels");
}
