using System.Text;
using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>PGM pictures, as text and as bytes.</summary>
public sealed class PgmReaderTests
{
    [Theory]
    [InlineData("P2\n# drawn by hand\n3 2\n255\n0 10 20\n30 40 255\n", new byte[] { 0, 10, 20, 30, 40, 255 })]
    [InlineData("P2 2 1 15 0 15", new byte[] { 0, 255 })]
    [InlineData("P2 1 2 65535 65535\t32896", new byte[] { 255, 128 })]
    [InlineData("P5\n3 1\n127\n\u0000\u007f\u0020", new byte[] { 0, 255, 64 })]
    [InlineData("P5 2 1 #\n 256 \u0001\u0000\u0000\u0080", new byte[] { 255, 128 })]
    public void Pictures_come_in_as_they_were_drawn(string file, byte[] expected) =>
        PgmReader.Read(Encoding.Latin1.GetBytes(file), "test.pgm").Pixels.Should().Equal(expected);

    [Theory]
    [InlineData("P2", "the width is missing")]
    [InlineData("P2 x", "the width is not a whole number")]
    [InlineData("P2 0 4 255 ", "the size is 0 x 4")]
    [InlineData("P2 100000 100000 255 0", "the picture has 100000 x 100000 pixels, more than 134217728")]
    [InlineData("P2 1 1 0 0", "the number of white is 0, expected 1 to 65535")]
    [InlineData("P2 1 1 65536 0", "the number of white is not a whole number from 0 to 65535")]
    [InlineData("P2 2 1 255 0 256", "pixel 1 is not a whole number from 0 to 255")]
    [InlineData("P2 2 2 255 0 1 2", "2 x 2 pixels need")]
    [InlineData("P2 1 1 255 0 7", "something follows the last pixel")]
    [InlineData("P5 2 1 255 a", "need 3 bytes, but 2 are left")]
    [InlineData("P5 2 1 255 abc", "the pixels need 2 bytes, but 3 follow")]
    [InlineData("P5 2 1 100 az", "pixel 1 is 122, expected 0 to 100")]
    public void Damage_is_explained(string file, string expected) => Encoding.Latin1.GetBytes(file)
        .Invoking(bytes => PgmReader.Read(bytes, "test.pgm")).Should().Throw<InputException>().WithMessage($"test.pgm*{expected}*");
}
