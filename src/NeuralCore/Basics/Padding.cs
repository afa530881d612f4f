namespace NeuralCore;

/// <summary>
/// How many zeros surround the input of a convolution: as many as one says, none, or as many as keep the size. One number stands for all
/// sides: <c>new Conv2d(3, 8, 5, padding: 2)</c>, <c>new Conv2d(3, 8, 5, padding: Padding.Same)</c>.
/// </summary>
public readonly record struct Padding
{
    /// <summary>So many rows of zeros above and below, and so many columns on the left and on the right.</summary>
    /// <param name="height">How many rows are added above, and as many below.</param>
    /// <param name="width">How many columns are added on the left, and as many on the right.</param>
    public Padding(int height, int width) => Size = (height, width);

    /// <summary>
    /// As much as makes the result as large as the input, with a stride of 1: dilation · (kernel - 1) along each axis in all. Where that is odd,
    /// the larger half comes after the input, as in PyTorch.
    /// </summary>
    public static Padding Same { get; } = new() { IsSame = true };

    /// <summary>None, so that the kernel stays inside the input. The same as 0.</summary>
    public static Padding Valid => default;

    /// <summary>How many rows and columns of zeros are added at each side; 0 where <see cref="IsSame"/> leaves it to the kernel.</summary>
    public Pair Size { get; private init; }

    /// <summary>Whether the result shall be as large as the input.</summary>
    public bool IsSame { get; private init; }

    /// <summary>The same number at every side.</summary>
    public static implicit operator Padding(int all) => new(all, all);

    /// <summary>A number for rows and one for columns.</summary>
    public static implicit operator Padding((int Height, int Width) numbers) => new(numbers.Height, numbers.Width);

    /// <summary>A number for rows and one for columns.</summary>
    public static implicit operator Padding(Pair numbers) => new(numbers.Height, numbers.Width);

    /// <summary>What one would write: <c>Padding.Same</c>, <c>1</c> or <c>(1, 2)</c>.</summary>
    public override string ToString() => IsSame ? "Padding.Same" : Size.ToString();
}
