using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Pictures of digits take the form of MNIST.</summary>
public sealed class DigitCentringTests
{
    [Theory]
    [InlineData(28, 28, 4, 4, 10, 20)]
    [InlineData(300, 200, 10, 20, 60, 160)]
    [InlineData(1000, 1000, 700, 10, 200, 100)]
    [InlineData(12, 9, 2, 2, 3, 5)]
    public void A_stroke_fills_the_box_around_the_middle(int width, int height, int left, int top, int strokeWidth, int strokeHeight)
    {
        byte[] digit = DigitCentring.Centre(Stroke(width, height, left, top, strokeWidth, strokeHeight, paper: 255, ink: 0), "test");
        (int minX, int minY, int maxX, int maxY) = Bounds(digit);
        Math.Max(maxX - minX, maxY - minY).Should().Be(19, "the longer side is 20 pixels");
        (minX + maxX).Should().BeInRange(26, 29, "the middle is between columns 13 and 14.5");
        (minY + maxY).Should().BeInRange(26, 29);
        digit.Max().Should().Be(255);
    }

    [Fact]
    public void Light_on_dark_and_dark_on_light_are_the_same_digit()
    {
        byte[] dark = DigitCentring.Centre(Stroke(90, 70, 20, 10, 15, 44, paper: 240, ink: 20), "test");
        DigitCentring.Centre(Stroke(90, 70, 20, 10, 15, 44, paper: 20, ink: 240), "test").Should().Equal(dark);
        DigitCentring.Centre(Stroke(90, 70, 20, 10, 15, 44, paper: 200, ink: 90), "test")
            .Should().Equal(dark, "weak ink on grey paper is ink");
    }

    [Fact]
    public void The_centre_of_mass_goes_to_the_middle()
    {
        // Nearly all ink is in a block at the left; a thin line leads to the right and makes the box wider.
        GreyImage picture = Stroke(60, 60, 10, 20, 10, 20, paper: 0, ink: 255);
        for (int x = 20; x < 26; x++)
            picture.Pixels[(30 * 60) + x] = 255;
        byte[] digit = DigitCentring.Centre(picture, "test");
        double mass = digit.Sum(pixel => pixel);
        (digit.Select((pixel, i) => pixel * (i % 28)).Sum() / mass).Should().BeApproximately(14, 0.51, "it is moved by whole pixels");
        Bounds(digit).MaxX.Should().BeGreaterThan(22);
    }

    [Fact]
    public void A_digit_of_mnist_size_keeps_its_pixels()
    {
        byte[] pixels = new byte[28 * 28];
        new NeuralCore.Datasets.DigitGenerator(3).Draw(1, pixels);
        byte[] same = DigitCentring.Centre(new GreyImage(28, 28, pixels), "test");
        same.Zip(pixels, (left, right) => Math.Abs(left - right)).Average().Should().BeLessThan(12);
    }

    [Fact]
    public void A_blank_picture_is_refused() =>
        FluentActions.Invoking(() => DigitCentring.Centre(Stroke(28, 28, 5, 5, 9, 9, paper: 255, ink: 240), "test"))
            .Should().Throw<InputException>().WithMessage("test: the picture is blank. All grey levels lie between 240 and 255*");

    private static GreyImage Stroke(int width, int height, int left, int top, int strokeWidth, int strokeHeight, byte paper, byte ink)
    {
        byte[] pixels = new byte[width * height];
        pixels.AsSpan().Fill(paper);
        for (int y = top; y < top + strokeHeight; y++)
            pixels.AsSpan((y * width) + left, strokeWidth).Fill(ink);
        return new GreyImage(width, height, pixels);
    }

    private static (int MinX, int MinY, int MaxX, int MaxY) Bounds(byte[] digit)
    {
        int[] inked = [.. Enumerable.Range(0, digit.Length).Where(i => digit[i] > 0)];
        return (inked.Min(i => i % 28), inked.Min(i => i / 28), inked.Max(i => i % 28), inked.Max(i => i / 28));
    }
}
