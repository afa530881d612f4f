using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuralCore.Datasets.Tests;

/// <summary>Writes IDX and gzip content byte by byte, independently of the reader.</summary>
internal static class IdxBytes
{
    public static byte[] File(int type, int[] dimensions, byte[] numbers)
    {
        byte[] file = new byte[4 + (4 * dimensions.Length) + numbers.Length];
        file[2] = (byte)type;
        file[3] = (byte)dimensions.Length;
        for (int axis = 0; axis < dimensions.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * axis)), dimensions[axis]);
        numbers.CopyTo(file, file.Length - numbers.Length);
        return file;
    }

    public static byte[] Bytes(int[] dimensions, byte[] numbers) => File(0x08, dimensions, numbers);

    public static byte[] Counting(params int[] dimensions)
    {
        int count = dimensions.Aggregate((left, right) => left * right);
        return Bytes(dimensions, Enumerable.Range(0, count).Select(i => (byte)(i * 7)).ToArray());
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    public static IdxFile Read(byte[] file, string name = "digits.idx", long maximumBytes = IdxReader.DefaultMaximumBytes)
    {
        using var stream = new MemoryStream(file);
        return IdxReader.Read(stream, name, maximumBytes);
    }
}
