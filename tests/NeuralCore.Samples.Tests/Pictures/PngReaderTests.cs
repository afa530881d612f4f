using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>PNG pictures come in as they were drawn, and damaged ones never.</summary>
public sealed class PngReaderTests
{
    private static readonly byte[][] noise = [.. new Rng(5).Permutation(60).Select(value => (byte)(value * 4)).Chunk(12)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_is_undone_for_pixels_of_every_size(int filter)
    {
        Read(PngBytes.File(12, 8, 0, noise, filter)).Pixels.Should().Equal(noise.SelectMany(row => row));
        byte[] wide = [.. noise.SelectMany(row => row.Chunk(2)).Select(pair => (byte)(((pair[0] << 8) | pair[1]) * 255 / 65535))];
        Read(PngBytes.File(6, 16, 0, noise, filter)).Pixels.Should().Equal(wide);
        Read(PngBytes.File(4, 8, 2, noise, filter)).Pixels.Should().Equal(noise.SelectMany(row => row.Chunk(3)).Select(Grey));
        byte[][] opaque = [.. noise.Select(row => row.Select((value, i) => i % 4 == 3 ? byte.MaxValue : value).ToArray())];
        Read(PngBytes.File(3, 8, 6, opaque, filter)).Pixels.Should().Equal(opaque.SelectMany(row => row.Chunk(4)).Select(Grey));
    }

    [Theory]
    [InlineData(1, 8, new byte[] { 0b1010_0101 }, new byte[] { 255, 0, 255, 0, 0, 255, 0, 255 })]
    [InlineData(2, 4, new byte[] { 0b00_01_10_11 }, new byte[] { 0, 85, 170, 255 })]
    [InlineData(4, 2, new byte[] { 0x0F }, new byte[] { 0, 255 })]
    public void Pixels_smaller_than_a_byte_are_unpacked(int depth, int width, byte[] row, byte[] expected) =>
        Read(PngBytes.File(width, depth, 0, [row])).Pixels.Should().Equal(expected);

    [Fact]
    public void A_palette_gives_colours_and_transparency()
    {
        byte[] palette = [0, 0, 0, 255, 255, 255, 100, 100, 100];
        Read(PngBytes.File(3, 8, 3, [[0, 1, 2]], palette: palette)).Pixels.Should().Equal(0, 255, 100);
        byte[] transparent = PngBytes.File(3, 8, 3, [[0, 1, 2]], palette: palette, transparency: [255, 255, 0]);
        Read(transparent).Pixels[2].Should().Be(255, "paper shows through");
        Refused("a pixel has colour 3, but the palette ends at 2", PngBytes.File(3, 8, 3, [[0, 1, 3]], palette: palette));
        Refused("the palette has 0 bytes", PngBytes.File(3, 8, 3, [[0, 1, 2]]));
    }

    [Fact]
    public void Transparent_ground_becomes_paper_of_the_other_brightness()
    {
        Read(PngBytes.File(2, 8, 4, [[0, 255, 0, 0]])).Pixels.Should().Equal(0, 255);
        Read(PngBytes.File(2, 8, 4, [[255, 255, 0, 0]])).Pixels.Should().Equal(255, 0);
        Read(PngBytes.File(2, 8, 0, [[7, 9]], transparency: [0, 9])).Pixels.Should().Equal(7, 255);
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_seen()
    {
        byte[] file = PngBytes.File(12, 8, 0, noise, filter: 4);
        for (int i = PngReader.Signature.Length; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 0x40;
            Refused("", changed);
            Refused("", file[..i]);
        }
    }

    [Fact]
    public void What_is_not_supported_says_so() =>
        Refused(
            "the picture is interlaced, which is not supported. Save it without interlacing.",
            PngBytes.File(12, 8, 0, noise, interlaced: 1));

    [Fact]
    public void Sizes_are_checked_before_memory_is_taken()
    {
        byte[] header = [0, 0, 0x40, 0, 0, 0, 0x20, 0, 8, 0, 0, 0, 0];
        Refused("3 packed bytes cannot hold the 134225920 bytes", Announcing(header));
        header[0] = 0x7F;
        Refused("more than 134217728", Announcing(header));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(8, 1)]
    [InlineData(16, 3)]
    [InlineData(4, 2)]
    public void Kinds_that_the_format_does_not_have_are_refused(int depth, int colour) =>
        Refused($"colour type {colour} with {depth} bits is none that PNG has", PngBytes.File(4, depth, colour, noise));

    [Fact]
    public void Too_many_and_too_few_pixels_are_seen()
    {
        Refused("unpacks to 65 bytes, expected 130", PngBytes.File(25, 8, 0, noise));
        Refused("unpacks to more than the expected 15 bytes", PngBytes.File(2, 8, 0, noise));
    }

    private static byte[] Announcing(byte[] header) =>
    [
        .. PngReader.Signature,
        .. PngBytes.Chunk("IHDR"u8, header),
        .. PngBytes.Chunk("IDAT"u8, [1, 2, 3]),
        .. PngBytes.Chunk("IEND"u8, []),
    ];

    private static byte Grey(byte[] colour) => (byte)(((77 * colour[0]) + (150 * colour[1]) + (29 * colour[2])) / 256);

    private static GreyImage Read(byte[] file) => PngReader.Read(file, "test.png");

    private static void Refused(string expected, byte[] file) =>
        file.Invoking(Read).Should().Throw<InputException>().WithMessage($"test.png*{expected}*");
}
