using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class IdxReaderTests
{
    [Fact]
    public void ReadsUnsignedBytes() => Check<byte>(0x08, IdxElementType.UnsignedByte, [0, 1, 127, 255], [0, 1, 127, 255]);

    [Fact]
    public void ReadsSignedBytes() => Check<sbyte>(0x09, IdxElementType.SignedByte, [0, 127, -128, -1], [0x00, 0x7F, 0x80, 0xFF]);

    [Fact]
    public void ReadsInt16() => Check<short>(0x0B, IdxElementType.Int16, [258, -2], [0x01, 0x02, 0xFF, 0xFE]);

    [Fact]
    public void ReadsInt32() =>
        Check(0x0C, IdxElementType.Int32, [16909060, -2], [0x01, 0x02, 0x03, 0x04, 0xFF, 0xFF, 0xFF, 0xFE]);

    [Fact]
    public void ReadsSingles() =>
        Check(0x0D, IdxElementType.Single, [1f, -2.5f], [0x3F, 0x80, 0x00, 0x00, 0xC0, 0x20, 0x00, 0x00]);

    [Fact]
    public void ReadsDoubles() =>
        Check(0x0E, IdxElementType.Double, [1.0, -2.5], [0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0x04, 0, 0, 0, 0, 0, 0]);

    [Theory]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 2, 3 })]
    [InlineData(new[] { 2, 3, 4 })]
    [InlineData(new[] { 1, 2, 1, 3, 1, 2, 1 })]
    public void ReadsAnyNumberOfDimensions(int[] dimensions)
    {
        IdxFile file = IdxBytes.Read(IdxBytes.Counting(dimensions));
        file.Dimensions.ToArray().Should().Equal(dimensions);
        file.Count.Should().Be(dimensions.Aggregate((left, right) => left * right));
    }

    [Fact]
    public void Reads255Dimensions()
    {
        int[] dimensions = Enumerable.Repeat(1, 255).ToArray();
        dimensions[100] = 3;
        IdxBytes.Read(IdxBytes.Bytes(dimensions, [4, 5, 6])).Values<byte>().ToArray().Should().Equal(4, 5, 6);
    }

    [Fact]
    public void ReadsMoreThanOnePiece()
    {
        int count = (1 << 20) + 5;
        byte[] numbers = new byte[count * 2];
        for (int i = 0; i < count; i++)
            (numbers[2 * i], numbers[(2 * i) + 1]) = ((byte)(i >> 8), (byte)i);
        ReadOnlySpan<short> values = IdxBytes.Read(IdxBytes.File(0x0B, [count], numbers)).Values<short>().Span;
        for (int i = 0; i < count; i++)
        {
            if (values[i] != (short)i)
                values[i].Should().Be((short)i, "of number {0}", i);
        }
    }

    [Fact]
    public void ReadsAFileFromDiskPlainAndPacked()
    {
        using var folder = new TemporaryFolder();
        byte[] content = IdxBytes.Counting(5, 4);
        IdxFile plain = IdxReader.Read(folder.Write("a.idx", content));
        IdxFile packed = IdxReader.Read(folder.Write("a.idx.gz", IdxBytes.Gzip(content)));
        packed.Values<byte>().ToArray().Should().Equal(plain.Values<byte>().ToArray()).And.Equal(content[12..]);
        packed.Dimensions.ToArray().Should().Equal(5, 4);
    }

    [Fact]
    public void ReadsGzipWithEveryOptionalHeaderField()
    {
        byte[] content = IdxBytes.Counting(3, 3);
        byte[] packed = IdxBytes.Gzip(content);
        byte[] head = [.. packed[..3], 0x1E, .. packed[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8];
        uint checksum = Crc32.Append(0, head);
        byte[] whole = [.. head, (byte)checksum, (byte)(checksum >> 8), .. packed[10..]];
        IdxBytes.Read(whole).Values<byte>().ToArray().Should().Equal(content[12..]);
    }

    [Fact]
    public void ReadsAStreamFromItsPosition()
    {
        byte[] content = IdxBytes.Counting(2, 2);
        foreach (byte[] form in new[] { content, IdxBytes.Gzip(content) })
        {
            using var stream = new MemoryStream([9, 9, 9, .. form]) { Position = 3 };
            IdxReader.Read(stream, "x").Values<byte>().ToArray().Should().Equal(content[12..]);
        }
    }

    [Fact]
    public void ConvertsEveryTypeToSingles()
    {
        IdxBytes.Read(IdxBytes.File(0x08, [2], [3, 255])).ToSingles().Should().Equal(3, 255);
        IdxBytes.Read(IdxBytes.File(0x09, [2], [3, 255])).ToSingles().Should().Equal(3, -1);
        IdxBytes.Read(IdxBytes.File(0x0B, [1], [1, 0])).ToSingles().Should().Equal(256);
        IdxBytes.Read(IdxBytes.File(0x0C, [1], [255, 255, 255, 254])).ToSingles().Should().Equal(-2);
        IdxBytes.Read(IdxBytes.File(0x0D, [1], [0x3F, 0xC0, 0, 0])).ToSingles().Should().Equal(1.5f);
        IdxBytes.Read(IdxBytes.File(0x0E, [1], [0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A])).ToSingles().Should().Equal(0.1f);
    }

    private static void Check<T>(int code, IdxElementType type, T[] expected, byte[] bytes)
        where T : unmanaged
    {
        foreach (byte[] form in new[] { IdxBytes.File(code, [expected.Length], bytes), IdxBytes.Gzip(IdxBytes.File(code, [expected.Length], bytes)) })
        {
            IdxFile file = IdxBytes.Read(form);
            file.ElementType.Should().Be(type);
            file.Values<T>().ToArray().Should().Equal(expected);
        }
    }
}
