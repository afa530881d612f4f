using System.Buffers.Binary;
using System.IO.Compression;

namespace MnistSample;

/// <summary>Writes small grey pictures as PNG, so that the report can carry them.</summary>
internal static class PngWriter
{
    /// <summary>A picture of bytes, 0 black to 255 white, as the content of a PNG file.</summary>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height)
    {
        byte[] header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;

        using MemoryStream packed = new();
        using (ZLibStream packer = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                packer.WriteByte(0);
                packer.Write(pixels.Slice(y * width, width));
            }
        }

        using MemoryStream file = new();
        file.Write(PngReader.Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        name.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
