using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace NeuralCore.IO;

/// <summary>The header of a safetensors file: the tensors in the order of their numbers, and the texts that go with them.</summary>
internal sealed record SafeTensorsHeader(IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    public const string MetadataName = "__metadata__";

    private const int PrefixBytes = 8;

    // The limit of the format's first implementation: it keeps a damaged length from asking for all memory.
    private const long MaxBytes = 100_000_000;

    /// <summary>
    /// Reads the header and leaves the stream at the first number. What it says has been checked against the file's length.
    /// </summary>
    /// <exception cref="WeightFileException">Anything is not as the format requires.</exception>
    public static SafeTensorsHeader Read(FileStream stream, string path)
    {
        long fileLength = stream.Length;
        if (fileLength < PrefixBytes)
            Throw.WeightFileTooShort(path, fileLength);
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        long most = Math.Min(MaxBytes, fileLength - PrefixBytes);
        if (length < 2 || length > (ulong)most)
            Throw.WeightHeaderLength(path, length, most);

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        SafeTensorsHeader header = SafeTensorsHeaderParser.Parse(json, path, PrefixBytes);
        CheckPlaces(header.Entries, path, fileLength - PrefixBytes - (long)length);
        return header;
    }

    /// <summary>The bytes of a header, its length in front, for tensors whose numbers follow in the same order.</summary>
    public static byte[] Write((string Name, Tensor Tensor)[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        if (metadata is { Count: > 0 })
            WriteMetadata(writer, metadata);
        HashSet<string> names = new(StringComparer.Ordinal) { MetadataName };
        long begin = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (string.IsNullOrEmpty(name) || !names.Add(name))
                Throw.WeightName(name);
            long end = begin + ((long)tensor.Count * ElementType.OfReal.Size);
            WriteEntry(writer, name, tensor.Shape, begin, end);
            begin = end;
        }

        writer.WriteEndObject();
        writer.Flush();

        // Spaces up to a multiple of 8, so that the numbers are aligned for those who map the file into memory.
        int length = (buffer.WrittenCount + PrefixBytes - 1) / PrefixBytes * PrefixBytes;
        byte[] header = new byte[PrefixBytes + length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(PrefixBytes));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject(MetadataName);
        foreach ((string key, string value) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string name, Shape shape, long begin, long end)
    {
        writer.WriteStartObject(name);
        writer.WriteString("dtype", ElementType.OfReal.Name);
        writer.WriteStartArray("shape");
        foreach (int size in shape)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Each tensor must begin where the one before it ends, and the last end with the file: no gap, no overlap, nothing outside.
    private static void CheckPlaces(IReadOnlyList<TensorEntry> entries, string path, long dataLength)
    {
        long expected = 0;
        foreach (TensorEntry entry in entries)
        {
            if (entry.Begin != expected)
                Throw.WeightPlace(path, entry.Name, entry.Begin, entry.End, expected);
            expected = entry.End;
        }

        if (expected != dataLength)
            Throw.WeightDataLength(path, dataLength, expected);
    }
}
