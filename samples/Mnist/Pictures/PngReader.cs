using System.Buffers.Binary;
using System.IO.Compression;

namespace MnistSample;

/// <summary>
/// Reads PNG pictures as grey ones (PNG specification, W3C, third edition): all colour types and depths, not interlaced. Every chunk's
/// checksum is verified, and sizes are checked before memory is taken.
/// </summary>
internal static class PngReader
{
    private const int SignatureLength = 8;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static GreyImage Read(byte[] file, string path)
    {
        PictureSource source = new(path, "PNG");
        PngHeader? header = null;
        byte[] palette = [];
        byte[] transparency = [];
        using MemoryStream packed = new();
        int offset = SignatureLength;
        while (true)
        {
            (uint type, ReadOnlyMemory<byte> data) = ReadChunk(file, offset, source);
            if (header is null != (type == Name("IHDR")))
                throw source.Damaged(offset, "the header must come first, and once");
            if (type == Name("IEND"))
                break;
            if (type == Name("IHDR"))
                header = PngHeader.Parse(data.Span, source);
            else if (type == Name("PLTE"))
                palette = data.ToArray();
            else if (type == Name("tRNS"))
                transparency = data.ToArray();
            else if (type == Name("IDAT"))
                packed.Write(data.Span);
            else if (IsNeeded(type))
                throw source.Unsupported($"it has a chunk of type 0x{type:X8} that must be understood", "Save it as plain PNG.");
            offset += 12 + data.Length;
        }

        if (header!.Colour == PngColour.Palette && (palette.Length == 0 || palette.Length % 3 != 0 || palette.Length > 768))
            throw source.Damaged(offset, $"the palette has {palette.Length} bytes, expected 3 to 768 in threes");
        packed.Position = 0;
        byte[] rows = Unpack(packed, header, offset, source);
        PngFilter.Undo(rows, header, source);
        return new PngColours(header, palette, transparency, source).ToGrey(rows);
    }

    private static uint Name(string name) =>
        ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];

    // A small first letter marks chunks that a reader may pass over.
    private static bool IsNeeded(uint type) => (type & 0x20000000) == 0;

    private static (uint Type, ReadOnlyMemory<byte> Data) ReadChunk(byte[] file, int offset, PictureSource source)
    {
        if (file.Length - offset < 12)
            throw source.Damaged(file.Length, "the file ends before the end chunk");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset));
        if (length > file.Length - offset - 12)
            throw source.Damaged(offset, $"a chunk announces {length} bytes, but {file.Length - offset - 12} are left");
        ReadOnlySpan<byte> covered = file.AsSpan(offset + 4, 4 + (int)length);
        uint expected = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset + 8 + (int)length));
        uint got = Crc32.Of(covered);
        if (got != expected)
            throw source.Damaged(offset, $"the chunk has the checksum 0x{got:X8}, but the file says 0x{expected:X8}");
        return (BinaryPrimitives.ReadUInt32BigEndian(covered), file.AsMemory(offset + 8, (int)length));
    }

    private static byte[] Unpack(Stream packed, PngHeader header, int offset, PictureSource source)
    {
        long expected = (long)header.Height * (header.RowBytes + 1);
        if (expected > Array.MaxLength)
            throw source.Unsupported($"the picture unpacks to {expected} bytes", "Make it smaller.");

        // Deflate packs at most 1032 to 1, so a small file cannot ask for much memory.
        if (expected > (packed.Length * 1032) + 1032)
            throw source.Damaged(offset, $"{packed.Length} packed bytes cannot hold the {expected} bytes of the picture");
        byte[] rows = new byte[expected];
        try
        {
            using ZLibStream unpacked = new(packed, CompressionMode.Decompress, leaveOpen: true);
            int got = unpacked.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false);
            if (got < rows.Length)
                throw source.Damaged(offset, $"the picture unpacks to {got} bytes, expected {expected}");
            if (unpacked.ReadByte() >= 0)
                throw source.Damaged(offset, $"the picture unpacks to more than the expected {expected} bytes");
        }
        catch (InvalidDataException problem)
        {
            throw source.Damaged(offset, $"the packed pixels cannot be unpacked ({problem.Message.TrimEnd('.')})");
        }

        return rows;
    }
}
