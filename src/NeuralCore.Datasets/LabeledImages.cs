namespace NeuralCore.Datasets;

/// <summary>
/// Grey images of one size, each with the number of its class. Pixels are bytes, 0 (background) to 255 (full ink), image after image,
/// row after row: [count, height, width].
/// </summary>
public sealed class LabeledImages
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
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] = pixels[i] / 255f;
        return scaled;
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

    internal static int IndexOfWrongLabel(ReadOnlySpan<byte> labels, int classCount) =>
        classCount > byte.MaxValue ? -1 : labels.IndexOfAnyExceptInRange((byte)0, (byte)(classCount - 1));
}
