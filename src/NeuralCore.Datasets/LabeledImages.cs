using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuralCore.Datasets;

/// <summary>
/// Grey images of one size, each with the number of its class. Pixels are bytes, 0 (background) to 255 (full ink), image after image,
/// row after row: [count, height, width].
/// </summary>
/// <remarks>
/// As a dataset each example is an image [1, height, width] of numbers from 0 to 1, with its class as a whole number. Pixels become numbers only
/// when a batch is read, so that a set takes a quarter of the memory that its numbers would.
/// </remarks>
public sealed class LabeledImages : IDataset
{
    /// <summary>Wraps images without copying them.</summary>
    /// <param name="pixels">count x height x width bytes.</param>
    /// <param name="labels">One class number for each image, 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="classCount">How many classes there are, 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there are more than 256 classes.</exception>
    /// <exception cref="ArgumentException">
    /// The pixels do not make as many images as there are labels, or a label is out of range.
    /// </exception>
    public LabeledImages(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels, int height, int width, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, 256);
        if (pixels.Length != (long)labels.Length * height * width)
            Throw.PixelsDoNotMatchLabels(pixels.Length, labels.Length, height, width);
        int wrong = IndexOfWrongLabel(labels.Span, classCount);
        if (wrong >= 0)
            Throw.LabelOutOfRange(wrong, labels.Span[wrong], classCount);

        Pixels = pixels;
        Labels = labels;
        Height = height;
        Width = width;
        ClassCount = classCount;
    }

    /// <summary>All pixels: [count, height, width].</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The class of each image.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>How many classes there are; labels are below.</summary>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public Shape InputShape => [1, Height, Width];

    /// <inheritdoc/>
    public Shape TargetShape => [];

    /// <inheritdoc/>
    public bool AllowsConcurrentReads => true;

    /// <summary>The pixels of one image: [height, width].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no image with this number.</exception>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int size = Height * Width;
        return Pixels.Span.Slice(index * size, size);
    }

    /// <summary>All pixels as numbers from 0 to 1, pixel / 255: what a network is fed with.</summary>
    public float[] ScaledPixels()
    {
        float[] scaled = new float[Pixels.Length];
        ReadOnlySpan<byte> pixels = Pixels.Span;
        Scale(pixels, scaled);
        return scaled;
    }

    /// <summary>Copies images, scaled to numbers from 0 to 1, and their classes.</summary>
    /// <param name="indices">Which images: numbers from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="inputs">Room for indices.Length x height x width numbers.</param>
    /// <param name="targets">Room for indices.Length numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no image with such a number.</exception>
    /// <exception cref="ArgumentException">A span has room for another count of numbers.</exception>
    public void Read(ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets)
    {
        int size = Height * Width;
        if (inputs.Length != (long)indices.Length * size || targets.Length != indices.Length)
            Throw.ImageRoom(indices.Length, size, inputs.Length, targets.Length);
        for (int i = 0; i < indices.Length; i++)
        {
            Scale(Image(indices[i]), inputs.Slice(i * size, size));
            targets[i] = Labels.Span[indices[i]];
        }
    }

    /// <summary>The scaled pixels as a tensor: [count, 1, height, width].</summary>
    public Tensor ImageTensor() => Tensor.Wrap(ScaledPixels(), Count, 1, Height, Width);

    /// <summary>The classes as whole numbers in a tensor: [count].</summary>
    public Tensor LabelTensor()
    {
        float[] labels = new float[Count];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Labels.Span[i];
        return Tensor.Wrap(labels, Count);
    }

    /// <summary>How many images each class has.</summary>
    public int[] CountByClass()
    {
        int[] counts = new int[ClassCount];
        foreach (byte label in Labels.Span)
            counts[label]++;
        return counts;
    }

    // Sixteen at a time, as 28 x 28 is 49 times 16. A batch of 128 images of MNIST took 72 us by a look-up of each byte, and takes 57, most of
    // them for waiting until the bytes come.
    private static void Scale(ReadOnlySpan<byte> pixels, Span<float> scaled)
    {
        ref byte from = ref MemoryMarshal.GetReference(pixels);
        ref float to = ref MemoryMarshal.GetReference(scaled);
        int i = 0;
        for (; i <= pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            Scale(first, ref to, (nuint)i);
            Scale(second, ref to, (nuint)i + 8);
        }

        for (; i < pixels.Length; i++)
            scaled[i] = pixels[i] / 255f;
    }

    private static void Scale(Vector128<ushort> pixels, ref float to, nuint place)
    {
        Vector128<float> largest = Vector128.Create(255f);
        (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(pixels);
        (Vector128.ConvertToSingle(first.AsInt32()) / largest).StoreUnsafe(ref to, place);
        (Vector128.ConvertToSingle(second.AsInt32()) / largest).StoreUnsafe(ref to, place + 4);
    }

    internal static int IndexOfWrongLabel(ReadOnlySpan<byte> labels, int classCount) =>
        classCount > byte.MaxValue ? -1 : labels.IndexOfAnyExceptInRange((byte)0, (byte)(classCount - 1));
}
