using System.Buffers.Binary;

namespace MnistSample;

/// <summary>The first chunk of a PNG file: the size, and how colours are stored.</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColour Colour)
{
    public const int Length = 13;

    /// <summary>How many numbers each pixel has.</summary>
    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.RgbAlpha => 4,
        _ => 1,
    };

    /// <summary>The bytes of a row, without the one for its filter. Pixels smaller than a byte share bytes.</summary>
    public int RowBytes => (int)((((long)Width * Channels * BitDepth) + 7) / 8);

    /// <summary>How far back a filter finds the same number of the pixel before.</summary>
    public int FilterDistance => Math.Max(1, Channels * BitDepth / 8);

    public static PngHeader Parse(ReadOnlySpan<byte> data, PictureSource source)
    {
        if (data.Length != Length)
            throw source.Damaged(8, $"the header has {data.Length} bytes, expected {Length}");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        source.CheckSize(width, height);
        (int depth, int colour) = (data[8], data[9]);
        if (!IsAllowed(depth, colour))
            throw source.Damaged(24, $"colour type {colour} with {depth} bits is none that PNG has");
        if (data[10] != 0 || data[11] != 0)
            throw source.Damaged(26, $"compression {data[10]} and filter method {data[11]}, expected 0 and 0");
        if (data[12] != 0)
            throw source.Unsupported("the picture is interlaced", "Save it without interlacing.");
        return new PngHeader((int)width, (int)height, depth, (PngColour)colour);
    }

    private static bool IsAllowed(int depth, int colour) => (PngColour)colour switch
    {
        PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => depth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GreyAlpha or PngColour.RgbAlpha => depth is 8 or 16,
        _ => false,
    };
}
