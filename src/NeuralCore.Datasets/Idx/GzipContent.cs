using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuralCore.Datasets;

/// <summary>
/// The unpacked content of a gzip file (RFC 1952) with exactly one member and nothing around it. Unlike a plain
/// <see cref="GZipStream"/> it announces the length before anything is unpacked, and <see cref="Finish"/> verifies the checksum, the
/// length and that no byte was left over.
/// </summary>
internal sealed class GzipContent : ForwardStream
{
    /// <summary>Deflate packs at most 258 bytes into the two bits of its shortest copy instruction (RFC 1951).</summary>
    public const long LargestRatio = 258 * 8 / 2;

    private const int TrailerBytes = 8;

    private readonly string name;
    private readonly PackedBytes packed;
    private readonly DeflateStream inflater;
    private readonly long trailerOffset;
    private readonly uint announcedChecksum;
    private uint checksum;
    private long unpacked;

    /// <summary>Reads header and trailer; the stream must seek and stays open.</summary>
    /// <exception cref="DataFormatException">
    /// The header is damaged, or the announced length is more than the packed bytes can hold.
    /// </exception>
    public GzipContent(Stream file, string name)
    {
        this.name = name;
        long start = file.Position;
        long length = file.Length - start;
        if (length < 18)
            Throw.GzipTooShort(name, length);

        trailerOffset = length - TrailerBytes;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        file.Position = start + trailerOffset;
        file.ReadExactly(trailer);
        announcedChecksum = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        AnnouncedLength = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);

        file.Position = start;
        long headerBytes = new GzipHeader(file, trailerOffset, name).Skip();
        long packedBytes = trailerOffset - headerBytes;
        if (AnnouncedLength > packedBytes * LargestRatio)
            Throw.GzipRatio(name, trailerOffset + 4, packedBytes, AnnouncedLength);
        packed = new PackedBytes(file, packedBytes);
        inflater = new DeflateStream(packed, CompressionMode.Decompress);
    }

    /// <summary>The length of the content as the trailer gives it: below 2^32.</summary>
    public uint AnnouncedLength { get; }

    /// <summary>Whether the stream stands before the two bytes that begin every gzip file. Does not move it.</summary>
    public static bool Recognises(Stream file)
    {
        long start = file.Position;
        Span<byte> magic = stackalloc byte[2];
        int got = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = start;
        return got == 2 && magic[0] == GzipHeader.Magic0 && magic[1] == GzipHeader.Magic1;
    }

    public override int Read(Span<byte> buffer)
    {
        int got = 0;
        try
        {
            got = inflater.Read(buffer);
        }
        catch (InvalidDataException damaged)
        {
            Throw.GzipDamaged(name, unpacked, damaged);
        }

        checksum = Crc32.Append(checksum, buffer[..got]);
        unpacked += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>To be called after the last byte: verifies what only the end can show.</summary>
    /// <exception cref="DataFormatException">Checksum or length differ from the trailer, or bytes are left.</exception>
    public void Finish()
    {
        Span<byte> more = stackalloc byte[1];
        bool ended = Read(more) == 0;
        if (!ended || unpacked != AnnouncedLength)
            Throw.GzipSize(name, trailerOffset + 4, unpacked, AnnouncedLength);
        if (!packed.AllTaken)
            Throw.GzipTrailing(name, trailerOffset);
        if (checksum != announcedChecksum)
            Throw.GzipChecksum(name, trailerOffset, checksum, announcedChecksum);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inflater.Dispose();
        base.Dispose(disposing);
    }
}
