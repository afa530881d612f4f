using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class IdxErrorTests
{
    private static readonly byte[] good = IdxBytes.Counting(2, 3);
    private static readonly byte[] packed = IdxBytes.Gzip(good);

    [Fact]
    public void EmptyFile() => Fails([], 0,
        "digits.idx, byte 0 of the content: the file ends inside the IDX header: 0 bytes are there, 4 are needed. Copy or download the file again.");

    [Fact]
    public void EndsInTheSizes() => Fails(good[..9], 9,
        "digits.idx, byte 9 of the content: the file ends inside the IDX header: 9 bytes are there, 12 are needed. Copy or download the file again.");

    [Fact]
    public void AWebPage() => Fails("<html>"u8.ToArray(), 0,
        "digits.idx, byte 0 of the content: not an IDX file. It begins with 0x3C 0x68, expected 0x00 0x00. "
            + "Give an IDX file, plain or packed with gzip; a web page saved under this name also looks like this.");

    [Fact]
    public void UnknownType() => Fails(With(good, 2, 0x0A), 2,
        "digits.idx, byte 2 of the content: unknown IDX element type 0x0A, expected 0x08 (unsigned byte), 0x09 (signed byte), "
            + "0x0B (16-bit integer), 0x0C (32-bit integer), 0x0D (single) or 0x0E (double). Copy or download the file again.");

    [Fact]
    public void NoDimensions() => Fails(With(good, 3, 0), 3,
        "digits.idx, byte 3 of the content: the number of dimensions is 0, expected 1 to 255. Copy or download the file again.");

    [Fact]
    public void DimensionOfZero() => Fails(With(good, 11, 0), 8,
        "digits.idx, byte 8 of the content: the size of dimension 1 is 0, expected 1 to 2147483647. Copy or download the file again.");

    [Fact]
    public void DimensionAboveInt32() => Fails(With(good, 4, 0xFF), 4,
        "digits.idx, byte 4 of the content: the size of dimension 0 is 4278190082, expected 1 to 2147483647. Copy or download the file again.");

    [Fact]
    public void ShortFile() => Fails(good[..^1], 17,
        "digits.idx, byte 17 of the content: the header announces [2, 3], 18 bytes in all, but the content has 17 (the file was cut short). "
            + "Copy or download the file again.");

    [Fact]
    public void LongFile() => Fails([.. good, 0], 18,
        "digits.idx, byte 18 of the content: the header announces [2, 3], 18 bytes in all, but the content has 19 (something follows the numbers). "
            + "Copy or download the file again.");

    [Fact]
    public void AboveTheLimit()
    {
        Action reading = () => IdxBytes.Read(good, maximumBytes: 5);
        reading.Should().Throw<DataFormatException>().WithMessage(
            "digits.idx, byte 12 of the content: the header announces [2, 3] = 6 bytes of numbers, more than the limit of 5. "
                + "If the file is known to be good, pass a larger maximumBytes (an array holds at most 2147483591 numbers).");
        IdxBytes.Read(good, maximumBytes: 6).Count.Should().Be(6);
    }

    [Fact]
    public void SizesWhoseProductOverflows()
    {
        // 65536^4 is 0 in 64 bits: a product without a check would pass any limit.
        Action reading = () => IdxBytes.Read(IdxBytes.Bytes([65536, 65536, 65536, 65536], []), maximumBytes: long.MaxValue);
        reading.Should().Throw<DataFormatException>().WithMessage("*more than the limit*");
        reading = () => IdxBytes.Read(IdxBytes.File(0x0E, Enumerable.Repeat(int.MaxValue, 255).ToArray(), []), maximumBytes: long.MaxValue);
        reading.Should().Throw<DataFormatException>().WithMessage("*more than the limit*");
    }

    [Fact]
    public void MoreNumbersThanAnArrayHolds()
    {
        Action reading = () => IdxBytes.Read(IdxBytes.Bytes([int.MaxValue], []), maximumBytes: long.MaxValue);
        reading.Should().Throw<DataFormatException>().WithMessage("*an array holds at most 2147483591 numbers*");
    }

    [Fact]
    public void AnnouncedGigabyteThatIsNotThereTakesNoMemory()
    {
        byte[] liar = IdxBytes.Bytes([1 << 15, 1 << 15], []);
        byte[] packedLiar = IdxBytes.Gzip(liar);
        BitConverter.GetBytes((1 << 30) + 12).CopyTo(packedLiar, packedLiar.Length - 4);
        foreach (byte[] form in new[] { liar, packedLiar })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ((Action)(() => IdxBytes.Read(form))).Should().Throw<DataFormatException>();
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
        }
    }

    [Fact]
    public void GzipCutToItsFirstBytes() => Fails(packed[..17], 17,
        "digits.idx, byte 17 of the gzip file: the file has 17 bytes; header and trailer alone need 18. Copy or download the file again.");

    [Fact]
    public void GzipOfAnotherMethod() => Fails(With(packed, 2, 7), 2,
        "digits.idx, byte 2 of the gzip file: the compression method is 0x07, expected 0x08. Copy or download the file again.");

    [Fact]
    public void GzipReservedFlags() => Fails(With(packed, 3, 0x20), 3,
        "digits.idx, byte 3 of the gzip file: the flags are 0x20, but bits 5 to 7 are reserved and must be 0. Copy or download the file again.");

    [Fact]
    public void GzipHeaderWithoutEnd() => Fails([.. packed[..3], 0x08, .. packed[4..10], .. Enumerable.Repeat((byte)65, 20)], 22,
        "digits.idx, byte 22 of the gzip file: the file ends inside the gzip header. Copy or download the file again.");

    [Fact]
    public void GzipHeaderChecksum()
    {
        byte[] head = [.. packed[..3], 0x02, .. packed[4..10]];
        uint right = Crc32.Append(0, head) & 0xFFFF;
        uint wrong = right ^ 1;
        Fails([.. head, (byte)wrong, (byte)(wrong >> 8), .. packed[10..]], 10,
            FormattableString.Invariant($"digits.idx, byte 10 of the gzip file: the header has the checksum 0x{right:X4}, but the file says 0x{wrong:X4}. ")
                + "Copy or download the file again.");
    }

    [Fact]
    public void GzipAnnouncesMoreThanItCanHold()
    {
        byte[] damaged = [.. packed[..^4], 0, 0, 0, 0x40];
        long packedBytes = damaged.Length - 18;
        Fails(damaged, damaged.Length - 4,
            FormattableString.Invariant($"digits.idx, byte {damaged.Length - 4} of the gzip file: the trailer announces 1073741824 bytes, ")
                + FormattableString.Invariant($"but {packedBytes} packed bytes hold at most {packedBytes * 1032}. Copy or download the file again."));
    }

    [Fact]
    public void GzipDataThatCannotBeUnpacked() => Fails(With(packed, 10, 0x07), 0,
        "digits.idx, byte 0 of the content: the packed data is damaged and cannot be unpacked further. Copy or download the file again.");

    [Fact]
    public void GzipWithBytesBeforeTheTrailer() => Fails([.. packed[..^8], 0, .. packed[^8..]], packed.Length - 7,
        FormattableString.Invariant($"digits.idx, byte {packed.Length - 7} of the gzip file: the packed data does not end just before the 8 bytes of the trailer: ")
            + "something was cut off or added. Copy or download the file again; a file made of several gzip members must be unpacked first.");

    [Fact]
    public void GzipOfTwoMembers()
    {
        Action reading = () => IdxBytes.Read([.. IdxBytes.Gzip(good), .. IdxBytes.Gzip(good)]);
        reading.Should().Throw<DataFormatException>().WithMessage("*several gzip members*");
    }

    [Fact]
    public void GzipWithTrailingBytes()
    {
        for (int extra = 1; extra <= 20; extra++)
            ((Action)(() => IdxBytes.Read([.. packed, .. new byte[extra]]))).Should().Throw<DataFormatException>();
    }

    [Fact]
    public void GzipWrongChecksum()
    {
        uint right = Crc32.Append(0, good);
        byte[] damaged = With(packed, packed.Length - 8, (byte)(packed[^8] ^ 1));
        Fails(damaged, damaged.Length - 8,
            FormattableString.Invariant($"digits.idx, byte {damaged.Length - 8} of the gzip file: the content has the checksum 0x{right:X8}, ")
                + FormattableString.Invariant($"but the trailer says 0x{right ^ 1:X8}. Copy or download the file again."));
    }

    [Fact]
    public void GzipContentLongerThanItsTrailerSays()
    {
        byte[] damaged = IdxBytes.Gzip([.. good, 1]);
        damaged[^4]--;
        Fails(damaged, damaged.Length - 4,
            FormattableString.Invariant($"digits.idx, byte {damaged.Length - 4} of the gzip file: the content has 19 bytes, but the trailer says 18. ")
                + "Copy or download the file again.");
    }

    [Fact]
    public void GzipContentShorterThanItsTrailerSays()
    {
        byte[] damaged = IdxBytes.Gzip(good[..^1]);
        damaged[^4]++;
        Fails(damaged, 17,
            "digits.idx, byte 17 of the content: the content ended after 17 bytes, expected 18. Copy or download the file again.");
    }

    [Fact]
    public void AStreamThatCannotSeek()
    {
        Action reading = () => IdxReader.Read(new SlowStream([], () => { }), "x");
        reading.Should().Throw<ArgumentException>().WithParameterName("stream").WithMessage(
            "The stream cannot seek, so its length cannot be checked before memory is taken. Copy it to a file or a MemoryStream first.*");
    }

    [Fact]
    public void ValuesOfAnotherType()
    {
        IdxFile file = IdxBytes.Read(good);
        Action asking = () => file.Values<sbyte>();
        asking.Should().Throw<InvalidOperationException>().WithMessage(
            "digits.idx holds numbers of type UnsignedByte, but Values<SByte> was asked for. Ask for the type that ElementType names, or use ToSingles.");
    }

    [Fact]
    public void LimitOfZero()
    {
        Action reading = () => IdxBytes.Read(good, maximumBytes: 0);
        reading.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maximumBytes");
    }

    [Fact]
    public void AMissingFile()
    {
        using var folder = new TemporaryFolder();
        Action reading = () => IdxReader.Read(Path.Combine(folder.Path, "none.idx"));
        reading.Should().Throw<FileNotFoundException>();
    }

    private static void Fails(byte[] file, long offset, string message)
    {
        Action reading = () => IdxBytes.Read(file);
        DataFormatException error = reading.Should().Throw<DataFormatException>().Which;
        error.Message.Should().Be(message);
        error.File.Should().Be("digits.idx");
        error.Offset.Should().Be(offset);
    }

    private static byte[] With(byte[] file, int index, byte value)
    {
        byte[] changed = [.. file];
        changed[index] = value;
        return changed;
    }
}
