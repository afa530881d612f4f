using System.Buffers.Binary;

namespace NeuralCore.Datasets;

/// <summary>The checksum of gzip: CRC-32 with the reflected polynomial 0xEDB88320 (RFC 1952, section 8), eight bytes at a time.</summary>
internal static class Crc32
{
    // Row k advances a byte that lies k bytes before the end of a group of eight (Kounavis and Berry, 2005).
    private static readonly uint[][] rows = BuildRows();

    /// <summary>The checksum of data whose beginning has the checksum <paramref name="crc"/> (0 when nothing came before).</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        for (; data.Length >= 8; data = data[8..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(data);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = rows[7][(byte)low] ^ rows[6][(byte)(low >> 8)] ^ rows[5][(byte)(low >> 16)] ^ rows[4][low >> 24]
                ^ rows[3][(byte)high] ^ rows[2][(byte)(high >> 8)] ^ rows[1][(byte)(high >> 16)] ^ rows[0][high >> 24];
        }

        foreach (byte value in data)
            crc = (crc >> 8) ^ rows[0][(byte)(crc ^ value)];
        return ~crc;
    }

    private static uint[][] BuildRows()
    {
        uint[][] rows = new uint[8][];
        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] = new uint[256];
            for (uint value = 0; value < 256; value++)
                rows[k][value] = k == 0 ? Remainder(value) : (rows[k - 1][value] >> 8) ^ rows[0][(byte)rows[k - 1][value]];
        }

        return rows;
    }

    private static uint Remainder(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        return value;
    }
}
