namespace NeuralCore.Datasets;

/// <summary>
/// Draws images of digits that look handwritten, in the form of MNIST: 28 x 28 grey pixels, the digit in a box of 20 x 20, its centre
/// of mass in the middle. For machines that have neither MNIST nor a network. It is not MNIST: accuracies do not compare.
/// </summary>
/// <remarks>
/// Image number i is a function of seed and i alone: the same bytes on every machine, whatever was drawn before. Not safe for use by
/// several threads at once; a generator for each thread gives the same images.
/// </remarks>
public sealed class DigitGenerator
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>The first number of the images that <see cref="GenerateSets"/> takes for testing.</summary>
    public const long FirstTestImage = 1L << 32;

    private const int Classes = 10;
    private const float Box = 20;

    // One stream for each image, far from the small numbers that other purposes use under the same seed.
    private const ulong FirstStream = 0x4449_4749_5400_0000;

    private readonly ulong seed;
    private readonly Handwriting hand = new();
    private readonly Canvas canvas = new();

    /// <summary>Chooses a family of images.</summary>
    /// <param name="seed">Each seed gives other images.</param>
    public DigitGenerator(ulong seed) => this.seed = seed;

    /// <summary>Draws one image.</summary>
    /// <param name="index">Its number, 0 or more.</param>
    /// <param name="pixels">28 x 28 bytes, row after row; 0 is background.</param>
    /// <returns>The digit, 0 to 9.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="ArgumentException">There is no room for exactly 784 pixels.</exception>
    public int Draw(long index, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (pixels.Length != Side * Side)
            Throw.ImageSize(pixels.Length, Side);

        var rng = new Rng(seed, unchecked(FirstStream + (ulong)index));
        int digit = rng.NextInteger(Classes);
        PenPath path = hand.Write(rng, digit);
        ChoosePen(rng, path);
        Place(rng, path);
        canvas.Draw(path.Points, softness: 0.9f + (0.5f * rng.NextUniform()));
        canvas.CopyCentred(pixels, Side, rng);
        return digit;
    }

    /// <summary>Draws a row of images.</summary>
    /// <param name="first">The number of the first one, 0 or more.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LabeledImages Generate(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / (Side * Side));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, long.MaxValue - count);
        byte[] pixels = new byte[count * Side * Side];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
            labels[i] = (byte)Draw(first + i, pixels.AsSpan(i * Side * Side, Side * Side));
        return new LabeledImages(pixels, labels, Side, Side, Classes);
    }

    /// <summary>A training and a test set without a common image: as many as MNIST has unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is not positive.</exception>
    public (LabeledImages Train, LabeledImages Test) GenerateSets(int trainCount = 60000, int testCount = 10000) =>
        (Generate(0, trainCount), Generate(FirstTestImage, testCount));

    // The pen's width, and how it swells and thins along the stroke.
    private static void ChoosePen(Rng rng, PenPath path)
    {
        float radius = Math.Clamp(1.3f + (0.32f * rng.NextNormal()), 0.75f, 2f);
        float atStart = 1 + (0.18f * rng.NextNormal());
        float atMiddle = 1 + (0.12f * rng.NextNormal());
        float atEnd = 1 + (0.18f * rng.NextNormal());
        Span<PenPoint> points = path.Points;
        for (int i = 0; i < points.Length; i++)
        {
            float t = i / (float)(points.Length - 1);
            float swelling = t < 0.5f
                ? atStart + (2 * t * (atMiddle - atStart))
                : atMiddle + (((2 * t) - 1) * (atEnd - atMiddle));
            points[i].Radius = radius * Math.Clamp(swelling, 0.6f, 1.4f);
        }
    }

    // Fits the digit into its box, near the middle of the canvas. The fraction of a pixel is random, as that of a scanned page.
    private static void Place(Rng rng, PenPath path)
    {
        (float left, float top, float right, float bottom) = path.Bounds();
        float room = (Box * (0.93f + (0.07f * rng.NextUniform()))) - (2 * path.Points[0].Radius);
        float scale = room / Math.Max(right - left, bottom - top);
        path.Place(
            scale,
            Canvas.Middle + rng.NextUniform() - (scale * 0.5f * (left + right)),
            Canvas.Middle + rng.NextUniform() - (scale * 0.5f * (top + bottom)));
    }
}
