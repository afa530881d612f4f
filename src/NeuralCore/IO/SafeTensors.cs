using NeuralCore.IO;
using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>Tensors with names in a safetensors file, the format in which most published weights travel.</summary>
/// <remarks>
/// The layout: the length of the header as 8 bytes, least significant first; the header in JSON, which gives the type, the shape and the
/// place of each tensor; then the numbers, least significant byte first, without gaps. Source: github.com/huggingface/safetensors, README,
/// section Format.
/// </remarks>
public static class SafeTensors
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>
    /// Writes tensors in the given order; the same tensors and texts always make the same bytes. The file appears whole or not at all: a
    /// file that was there before stays as it was until the new one is complete and on the disk.
    /// </summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="tensors">The tensors, each with a name of its own.</param>
    /// <param name="metadata">Texts to go with them.</param>
    /// <exception cref="ArgumentException">
    /// A name is given twice, is empty, or is <c>__metadata__</c>, which the format keeps for itself.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        (string Name, Tensor Tensor)[] all = [.. tensors];
        byte[] header = SafeTensorsHeader.Write(all, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach ((_, Tensor tensor) in all)
                ElementType.Encode(tensor.Values, stream);
        });
    }

    /// <summary>
    /// Reads a file. Everything in the header is checked before memory is taken. Numbers of other types (F64, F16, BF16, whole numbers,
    /// BOOL) are converted to the nearest number that a tensor can hold.
    /// </summary>
    /// <exception cref="WeightFileException">
    /// The file is damaged or not a safetensors file, or holds a number or a type that cannot be converted.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeTensorsContent Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream, path);
        Dictionary<string, Tensor> tensors = new(header.Entries.Count, StringComparer.Ordinal);
        byte[] chunk = new byte[ChunkBytes];
        foreach (TensorEntry entry in header.Entries)
            tensors.Add(entry.Name, ReadTensor(stream, path, entry, chunk));
        return new SafeTensorsContent(tensors, header.Metadata);
    }

    private static Tensor ReadTensor(FileStream stream, string path, TensorEntry entry, byte[] chunk)
    {
        // Loaded weights outlive any step scope that happens to be open.
        Tensor tensor = new(BlockPool.Allocate(entry.Shape.Count), 0, entry.Shape);
        for (Span<Real> rest = tensor.Target; rest.Length > 0;)
        {
            Span<Real> part = rest[..Math.Min(rest.Length, ChunkBytes / entry.Type.Size)];
            Span<byte> bytes = chunk.AsSpan(0, part.Length * entry.Type.Size);
            long position = stream.Position;
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                Throw.WeightFileShrank(path, entry.Name);
            int tooLarge = entry.Type.Decode(bytes, part);
            if (tooLarge >= 0)
                Throw.WeightTooLarge(path, entry.Name, entry.Type.Name, position + ((long)tooLarge * entry.Type.Size));
            rest = rest[part.Length..];
        }

        return tensor;
    }
}
