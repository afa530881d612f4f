using System.Globalization;

namespace NeuralCore;

/// <summary>
/// Two whole numbers, for the height and the width of images: the size of a kernel, a stride, a padding. One number stands for both:
/// <c>new MaxPool2d(2)</c> is <c>new MaxPool2d((2, 2))</c>.
/// </summary>
/// <param name="Height">What goes for rows, from top to bottom.</param>
/// <param name="Width">What goes for columns, from left to right.</param>
public readonly record struct Pair(int Height, int Width)
{
    /// <summary>The same number for height and width.</summary>
    public static implicit operator Pair(int both) => new(both, both);

    /// <summary>A number for each.</summary>
    public static implicit operator Pair((int Height, int Width) numbers) => new(numbers.Height, numbers.Width);

    /// <summary>The number when both are equal, such as <c>2</c>, or both, such as <c>(2, 3)</c>.</summary>
    public override string ToString() => Height == Width
        ? Height.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"({Height}, {Width})");
}
