using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralCore.Datasets;

/// <summary>
/// A strict reader of IDX files, the format of MNIST: two zero bytes, a byte for the type of the numbers, a byte for the number of
/// dimensions, the sizes as 32-bit whole numbers, then the numbers; all with the most significant byte first. A gzip file is
/// recognised by its first bytes and unpacked, and its checksum and length are verified.
/// </summary>
/// <remarks>
/// Sizes are checked against each other, against the real length of the content and against a limit before memory is taken, so a
/// damaged or hostile file costs nothing. A file that is shorter or longer than its header says is refused. The format is the one
/// described by LeCun, Cortes and Burges at the MNIST database (1998); gzip is RFC 1952. The length field of gzip holds 32 bits, so
/// packed content of 4 GiB or more is refused.
/// </remarks>
public static class IdxReader
{
    /// <summary>The limit on the bytes of numbers when none is given: 1 GiB.</summary>
    public const long DefaultMaximumBytes = 1L << 30;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="maximumBytes">The most bytes of numbers to accept.</param>
    /// <exception cref="DataFormatException">The content is not exactly one whole IDX array, or is larger than the limit.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumBytes"/> is not positive.</exception>
    public static IdxFile Read(string path, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, maximumBytes);
    }

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">A stream that can seek, plain or gzip. It is left open.</param>
    /// <param name="name">How error messages call it.</param>
    /// <param name="maximumBytes">The most bytes of numbers to accept.</param>
    /// <exception cref="DataFormatException">The content is not exactly one whole IDX array, or is larger than the limit.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumBytes"/> is not positive.</exception>
    public static IdxFile Read(Stream stream, string name, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumBytes);
        if (!stream.CanSeek)
            Throw.StreamCannotSeek(nameof(stream));

        if (!GzipContent.Recognises(stream))
            return Read(stream, stream.Length - stream.Position, name, maximumBytes);

        using var unpacked = new GzipContent(stream, name);
        IdxFile file = Read(unpacked, unpacked.AnnouncedLength, name, maximumBytes);
        unpacked.Finish();
        return file;
    }

    private static IdxFile Read(Stream content, long length, string name, long maximumBytes)
    {
        Span<byte> start = stackalloc byte[4];
        int got = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (got < start.Length)
            Throw.IdxTooShortForHeader(name, got, start.Length);
        if ((start[0] | start[1]) != 0)
            Throw.IdxMagic(name, start[0], start[1]);
        var type = (IdxElementType)start[2];
        int size = SizeOf(type);
        if (size == 0)
            Throw.IdxElementType(name, start[2]);
        int rank = start[3];
        if (rank == 0)
            Throw.IdxNoDimensions(name);

        int[] dimensions = ReadDimensions(content, rank, name);
        int count = CheckSizes(dimensions, size, length, name, maximumBytes);
        long headerBytes = 4 + (4L * rank);
        Array values = type switch
        {
            IdxElementType.UnsignedByte => ReadValues<byte>(content, count, headerBytes, name),
            IdxElementType.SignedByte => ReadValues<sbyte>(content, count, headerBytes, name),
            IdxElementType.Int16 => ReadValues<short>(content, count, headerBytes, name),
            IdxElementType.Int32 => ReadValues<int>(content, count, headerBytes, name),
            IdxElementType.Single => ReadValues<float>(content, count, headerBytes, name),
            _ => ReadValues<double>(content, count, headerBytes, name),
        };
        return new IdxFile(name, type, dimensions, values);
    }

    private static int SizeOf(IdxElementType type) => type switch
    {
        IdxElementType.UnsignedByte or IdxElementType.SignedByte => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Int32 or IdxElementType.Single => 4,
        IdxElementType.Double => 8,
        _ => 0,
    };

    private static int[] ReadDimensions(Stream content, int rank, string name)
    {
        Span<byte> bytes = stackalloc byte[4 * byte.MaxValue];
        bytes = bytes[..(4 * rank)];
        int got = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
            Throw.IdxTooShortForHeader(name, 4 + got, 4 + bytes.Length);

        int[] dimensions = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * axis)..]);
            if (size is 0 or > int.MaxValue)
                Throw.IdxDimension(name, axis, size);
            dimensions[axis] = (int)size;
        }

        return dimensions;
    }

    // Returns the number of elements, now known to fit the limit, an array, and the content to the byte.
    private static int CheckSizes(int[] dimensions, int size, long length, string name, long maximumBytes)
    {
        string shape = $"[{string.Join(", ", dimensions)}]";
        UInt128 bytes = (UInt128)size;
        foreach (int dimension in dimensions)
        {
            bytes *= (UInt128)dimension;
            if (bytes > (UInt128)maximumBytes || bytes / (UInt128)size > (UInt128)Array.MaxLength)
                Throw.IdxTooLarge(name, dimensions.Length, shape, bytes, maximumBytes);
        }

        long whole = 4 + (4L * dimensions.Length) + (long)bytes;
        if (whole != length)
            Throw.IdxLength(name, shape, whole, length);
        return (int)(bytes / (UInt128)size);
    }

    private static T[] ReadValues<T>(Stream content, int count, long headerBytes, string name)
        where T : unmanaged
    {
        T[] values = GC.AllocateUninitializedArray<T>(count);
        int size = Unsafe.SizeOf<T>();

        // In pieces, because the bytes of a long array of doubles are more than one span can count.
        const int Piece = 1 << 20;
        for (int start = 0; start < count; start += Piece)
        {
            Span<T> piece = values.AsSpan(start, Math.Min(Piece, count - start));
            Span<byte> bytes = MemoryMarshal.AsBytes(piece);
            int got = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (got < bytes.Length)
                Throw.IdxEndedEarly(name, headerBytes + ((long)start * size) + got, headerBytes + ((long)count * size));
            if (BitConverter.IsLittleEndian)
                ReverseBytes(piece);
        }

        return values;
    }

    private static void ReverseBytes<T>(Span<T> values)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        switch (Unsafe.SizeOf<T>())
        {
            case 2:
                Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(halves, halves);
                break;
            case 4:
                Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                Span<ulong> pairs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(pairs, pairs);
                break;
        }
    }
}
