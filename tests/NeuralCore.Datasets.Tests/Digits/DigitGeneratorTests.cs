using System.Security.Cryptography;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class DigitGeneratorTests
{
    private const int Side = DigitGenerator.Side;
    private const int Size = Side * Side;

    private static readonly LabeledImages drawn = new DigitGenerator(1).Generate(0, 3000);

    [Fact]
    public void GivesTheSameBytesOnEveryMachine() =>
        Convert.ToHexStringLower(SHA256.HashData([.. drawn.Labels.Span, .. drawn.Pixels.Span])).Should().Be("645371b4b74244c02100d7dc0e299e0a081b2620759f79aaff9ba2b144a594dd");

    [Fact]
    public void AnImageDependsOnSeedAndNumberAlone()
    {
        var generator = new DigitGenerator(1);
        byte[] pixels = new byte[Size];
        foreach (int index in new[] { 2999, 5, 1234, 0 })
        {
            generator.Draw(index, pixels).Should().Be(drawn.Labels.Span[index]);
            pixels.Should().Equal(drawn.Image(index).ToArray());
        }

        new DigitGenerator(2).Draw(5, pixels);
        pixels.Should().NotEqual(drawn.Image(5).ToArray());
    }

    [Fact]
    public void NoTwoImagesAreEqual()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < drawn.Count; i++)
            seen.Add(Convert.ToHexString(SHA256.HashData(drawn.Image(i)))).Should().BeTrue("image {0} must be new", i);
    }

    [Fact]
    public void EveryDigitIsAboutAsFrequent() =>
        // 3000 draws: 300 of each with a standard deviation of 16.4.
        drawn.CountByClass().Should().OnlyContain(count => Math.Abs(count - 300) < 5 * 16.4);

    [Fact]
    public void TheCentreOfMassIsInTheMiddle()
    {
        for (int i = 0; i < drawn.Count; i++)
        {
            (double mass, double x, double y) = (0, 0, 0);
            for (int k = 0; k < Size; k++)
            {
                double ink = drawn.Image(i)[k];
                mass += ink;
                x += ink * (k % Side);
                y += ink * (k / Side);
            }

            // Half a pixel of rounding, and a little for the grain of the ink.
            (x / mass).Should().BeApproximately(14, 0.6, "of image {0}", i);
            (y / mass).Should().BeApproximately(14, 0.6, "of image {0}", i);
        }
    }

    [Fact]
    public void InkFillsTheBoxOfMnist()
    {
        for (int i = 0; i < drawn.Count; i++)
        {
            (int width, int height) = InkSize(drawn.Image(i));
            Math.Max(width, height).Should().BeInRange(16, 22, "of image {0}", i);
        }
    }

    [Fact]
    public void TheBackgroundIsCleanAndTheInkAsMuchAsInMnist()
    {
        double clean = 0;
        double sum = 0;
        foreach (byte pixel in drawn.Pixels.Span)
        {
            clean += pixel == 0 ? 1 : 0;
            sum += pixel / 255.0;
        }

        (clean / drawn.Pixels.Length).Should().BeApproximately(0.81, 0.02);
        (sum / drawn.Pixels.Length).Should().BeApproximately(0.131, 0.01);
    }

    [Fact]
    public void TheNearestImageTellsTheDigitAndTheNearestMeanDoesNot()
    {
        // The labels are true, for a lazy learner recovers most; and the task is not trivial, for a crude one fails often.
        LabeledImages test = new DigitGenerator(1).Generate(DigitGenerator.FirstTestImage, 200);
        float[][] means = Means();
        int byImage = 0;
        int byMean = 0;
        for (int i = 0; i < test.Count; i++)
        {
            byImage += NearestImage(test.Image(i)) == test.Labels.Span[i] ? 1 : 0;
            byMean += NearestMean(means, test.Image(i)) == test.Labels.Span[i] ? 1 : 0;
        }

        byImage.Should().BeGreaterThan(170);
        byMean.Should().BeInRange(100, 165);
    }

    [Fact]
    public void SetsHaveNoImageInCommon()
    {
        (LabeledImages train, LabeledImages test) = new DigitGenerator(1).GenerateSets(50, 30);
        (train.Count, test.Count).Should().Be((50, 30));
        train.Image(7).ToArray().Should().Equal(drawn.Image(7).ToArray());
        var images = new HashSet<string>();
        for (int i = 0; i < train.Count; i++)
            images.Add(Convert.ToHexString(train.Image(i)));
        for (int i = 0; i < test.Count; i++)
            images.Contains(Convert.ToHexString(test.Image(i))).Should().BeFalse();
    }

    [Fact]
    public void DrawsAnyNumberUnderAnySeed()
    {
        byte[] pixels = new byte[Size];
        new DigitGenerator(ulong.MaxValue).Draw(long.MaxValue, pixels).Should().BeInRange(0, 9);
        pixels.Should().Contain(value => value > 200);
    }

    [Fact]
    public void RefusesRoomForAnotherSize()
    {
        Action drawing = () => new DigitGenerator(1).Draw(0, new byte[783]);
        drawing.Should().Throw<ArgumentException>().WithParameterName("pixels").WithMessage(
            "DigitGenerator: there is room for 783 pixels, expected 784 (28 x 28). Slice the span to one image.*");
    }

    [Fact]
    public void RefusesNumbersOutOfRange()
    {
        var generator = new DigitGenerator(1);
        ((Action)(() => generator.Draw(-1, new byte[Size]))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("index");
        ((Action)(() => generator.Generate(-1, 1))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("first");
        ((Action)(() => generator.Generate(0, 0))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("count");
        ((Action)(() => generator.Generate(0, int.MaxValue))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("count");
        ((Action)(() => generator.Generate(long.MaxValue, 2))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("first");
    }

    private static (int Width, int Height) InkSize(ReadOnlySpan<byte> image)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int k = 0; k < Size; k++)
        {
            // Less than half ink is the soft edge.
            if (image[k] < 128)
                continue;
            (left, right) = (Math.Min(left, k % Side), Math.Max(right, k % Side));
            (top, bottom) = (Math.Min(top, k / Side), Math.Max(bottom, k / Side));
        }

        return (right - left + 1, bottom - top + 1);
    }

    private static int NearestImage(ReadOnlySpan<byte> image)
    {
        (long best, int label) = (long.MaxValue, -1);
        for (int i = 0; i < drawn.Count; i++)
        {
            ReadOnlySpan<byte> other = drawn.Image(i);
            long distance = 0;
            for (int k = 0; k < Size; k++)
                distance += (image[k] - other[k]) * (image[k] - other[k]);
            if (distance < best)
                (best, label) = (distance, drawn.Labels.Span[i]);
        }

        return label;
    }

    private static float[][] Means()
    {
        float[][] means = Enumerable.Range(0, 10).Select(_ => new float[Size]).ToArray();
        int[] counts = drawn.CountByClass();
        for (int i = 0; i < drawn.Count; i++)
        {
            int label = drawn.Labels.Span[i];
            for (int k = 0; k < Size; k++)
                means[label][k] += drawn.Image(i)[k] / (float)counts[label];
        }

        return means;
    }

    private static int NearestMean(float[][] means, ReadOnlySpan<byte> image)
    {
        (double best, int label) = (double.MaxValue, -1);
        for (int digit = 0; digit < 10; digit++)
        {
            double distance = 0;
            for (int k = 0; k < Size; k++)
                distance += (image[k] - means[digit][k]) * (image[k] - means[digit][k]);
            if (distance < best)
                (best, label) = (distance, digit);
        }

        return label;
    }
}
