using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralCore.IO;

/// <summary>A type of number that a safetensors file can hold, and how its bytes, least significant first, become real numbers.</summary>
internal sealed class ElementType
{
    private static readonly ElementType[] all =
    [
        new("F64", 8, static b => BinaryPrimitives.ReadDoubleLittleEndian(b)),
        new("F32", 4, static b => BinaryPrimitives.ReadSingleLittleEndian(b)),
        new("F16", 2, static b => (double)BinaryPrimitives.ReadHalfLittleEndian(b)),

        // The upper half of a single-precision number.
        new("BF16", 2, static b => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(b) << 16)),
        new("I64", 8, static b => BinaryPrimitives.ReadInt64LittleEndian(b)),
        new("I32", 4, static b => BinaryPrimitives.ReadInt32LittleEndian(b)),
        new("I16", 2, static b => BinaryPrimitives.ReadInt16LittleEndian(b)),
        new("I8", 1, static b => (sbyte)b[0]),
        new("U64", 8, static b => BinaryPrimitives.ReadUInt64LittleEndian(b)),
        new("U32", 4, static b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
        new("U16", 2, static b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
        new("U8", 1, static b => b[0]),
        new("BOOL", 1, static b => b[0] == 0 ? 0 : 1),
    ];

    private readonly Reader read;

    private ElementType(string name, int size, Reader read)
    {
        Name = name;
        Size = size;
        this.read = read;
    }

    private delegate double Reader(ReadOnlySpan<byte> bytes);

    /// <summary>The type of the library's own numbers.</summary>
    public static ElementType OfReal { get; } = Find(Unsafe.SizeOf<Real>() == 4 ? "F32" : "F64")!;

    public static string Names => string.Join(", ", all.Select(static type => type.Name));

    /// <summary>The name in the header.</summary>
    public string Name { get; }

    /// <summary>Bytes of one number.</summary>
    public int Size { get; }

    public static ElementType? Find(string name) => Array.Find(all, type => type.Name == name);

    /// <summary>
    /// Converts; a number between two that can be held becomes the nearer one. Gives the place of the first that is too large, or -1.
    /// </summary>
    public int Decode(ReadOnlySpan<byte> bytes, Span<Real> values)
    {
        if (this == OfReal && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            return -1;
        }

        for (int i = 0; i < values.Length; i++)
        {
            double value = read(bytes.Slice(i * Size, Size));
            values[i] = (Real)value;
            if (Real.IsInfinity(values[i]) && !double.IsInfinity(value))
                return i;
        }

        return -1;
    }

    /// <summary>Writes the library's own numbers.</summary>
    public static void Encode(ReadOnlySpan<Real> values, Stream stream)
    {
        // In parts, because the bytes of a large tensor are more than one span can count.
        const int part = 1 << 16;
        for (; BitConverter.IsLittleEndian && values.Length > 0; values = values[Math.Min(part, values.Length)..])
            stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(part, values.Length)]));

        byte[] bytes = new byte[Unsafe.SizeOf<Real>()];
        foreach (Real value in values)
        {
            Unsafe.WriteUnaligned(ref bytes[0], value);
            Array.Reverse(bytes);
            stream.Write(bytes);
        }
    }
}
