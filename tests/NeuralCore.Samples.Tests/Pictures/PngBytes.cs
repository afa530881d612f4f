using System.Buffers.Binary;
using System.IO.Compression;
using MnistSample;

namespace NeuralCore.Samples.Tests;

/// <summary>Makes PNG files of every kind, and wrong ones, for the reader.</summary>
internal static class PngBytes
{
    /// <summary>A file of the given rows of bytes, which are stored with one filter.</summary>
    public static byte[] File(
        int width,
        int depth,
        int colour,
        byte[][] rows,
        int filter = 0,
        byte[]? palette = null,
        byte[]? transparency = null,
        int interlaced = 0)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows.Length);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, (byte)interlaced);
        int channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int distance = Math.Max(1, channels * depth / 8);

        using MemoryStream packed = new();
        using (ZLibStream packer = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < rows.Length; y++)
            {
                packer.WriteByte((byte)filter);
                for (int i = 0; i < rows[y].Length; i++)
                    packer.WriteByte((byte)(rows[y][i] - Guess(filter, rows, y, i, distance)));
            }
        }

        byte[] pixels = packed.ToArray();
        return
        [
            .. PngReader.Signature,
            .. Chunk("IHDR"u8, header),
            .. palette is null ? [] : Chunk("PLTE"u8, palette),
            .. transparency is null ? [] : Chunk("tRNS"u8, transparency),
            .. Chunk("tEXt"u8, "Comment\0passed over"u8),
            .. Chunk("IDAT"u8, pixels.AsSpan(0, pixels.Length / 2)),
            .. Chunk("IDAT"u8, pixels.AsSpan(pixels.Length / 2)),
            .. Chunk("IEND"u8, []),
        ];
    }

    public static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        byte[] chunk = [0, 0, 0, 0, .. name, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    // Written from section 9 of the specification in another way than the reader.
    private static int Guess(int filter, byte[][] rows, int y, int i, int distance)
    {
        int a = i >= distance ? rows[y][i - distance] : 0;
        int b = y > 0 ? rows[y - 1][i] : 0;
        int c = y > 0 && i >= distance ? rows[y - 1][i - distance] : 0;
        int[] nearest = [a, b, c];
        return filter switch
        {
            0 => 0,
            1 => a,
            2 => b,
            3 => (a + b) >> 1,
            _ => nearest.MinBy(value => Math.Abs(a + b - c - value)),
        };
    }
}
