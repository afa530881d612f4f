namespace NeuralCore.Datasets;

/// <summary>The header of a gzip member (RFC 1952, section 2.3), read only to be checked and skipped.</summary>
internal sealed class GzipHeader(Stream file, long end, string name)
{
    public const byte Magic0 = 0x1F;
    public const byte Magic1 = 0x8B;

    private const int HeaderChecksum = 0x02;
    private const int ExtraField = 0x04;
    private const int OriginalName = 0x08;
    private const int Comment = 0x10;

    private long offset;
    private uint checksum;

    /// <summary>Moves the stream to the packed data and returns the length of the header.</summary>
    public long Skip()
    {
        Expect("the first byte", Magic0);
        Expect("the second byte", Magic1);
        Expect("the compression method", 8);
        int flags = Next();
        if ((flags & 0xE0) != 0)
            Throw.GzipFlags(name, flags);

        // Time, compression level and system say nothing about the content.
        Skip(6);
        if ((flags & ExtraField) != 0)
            Skip(NextUInt16());
        if ((flags & OriginalName) != 0)
            SkipText();
        if ((flags & Comment) != 0)
            SkipText();
        if ((flags & HeaderChecksum) != 0)
            VerifyChecksum();
        return offset;
    }

    private void Expect(string what, int expected)
    {
        int got = Next();
        if (got != expected)
            Throw.GzipHeader(name, (int)offset - 1, what, got, expected);
    }

    private void Skip(int count)
    {
        for (int i = 0; i < count; i++)
            Next();
    }

    private void SkipText()
    {
        while (Next() != 0)
        {
        }
    }

    private int NextUInt16() => Next() | (Next() << 8);

    private void VerifyChecksum()
    {
        int expected = (int)(checksum & 0xFFFF);
        long place = offset;
        int got = NextUInt16();
        if (got != expected)
            Throw.GzipHeaderChecksum(name, place, got, expected);
    }

    private int Next()
    {
        int value = offset < end ? file.ReadByte() : -1;
        if (value < 0)
            Throw.GzipHeaderEnds(name, offset);
        offset++;
        checksum = Crc32.Append(checksum, [(byte)value]);
        return value;
    }
}
