namespace MnistSample;

/// <summary>Turns the stored numbers of a PNG picture into grey on an opaque ground.</summary>
internal sealed class PngColours(PngHeader header, byte[] palette, byte[] transparency, PictureSource source)
{
    /// <summary>The picture in grey. Each row begins with a byte for its filter, which is passed over.</summary>
    public GreyImage ToGrey(ReadOnlySpan<byte> rows)
    {
        byte[] grey = new byte[header.Width * header.Height];
        byte[] alpha = new byte[grey.Length];
        for (int y = 0; y < header.Height; y++)
        {
            ReadOnlySpan<byte> row = rows.Slice((y * (header.RowBytes + 1)) + 1, header.RowBytes);
            for (int x = 0; x < header.Width; x++)
                (grey[(y * header.Width) + x], alpha[(y * header.Width) + x]) = Pixel(row, x);
        }

        LayOnGround(grey, alpha);
        return new GreyImage(header.Width, header.Height, grey);
    }

    // Brightness as eyes weigh the colours (ITU-R BT.601), in whole numbers that add up to 256.
    private static byte Brightness(int red, int green, int blue) => (byte)(((77 * red) + (150 * green) + (29 * blue)) >> 8);

    // What is transparent shows the ground: white paper, unless the ink itself is light and would vanish on it.
    private static void LayOnGround(byte[] grey, byte[] alpha)
    {
        if (!alpha.AsSpan().ContainsAnyExcept(byte.MaxValue))
            return;
        (long visible, long light) = (0, 0);
        for (int i = 0; i < grey.Length; i++)
        {
            visible += alpha[i];
            light += alpha[i] * grey[i];
        }

        int ground = light > visible * 128 ? 0 : 255;
        for (int i = 0; i < grey.Length; i++)
            grey[i] = (byte)(((grey[i] * alpha[i]) + (ground * (255 - alpha[i])) + 127) / 255);
    }

    private (byte Grey, byte Alpha) Pixel(ReadOnlySpan<byte> row, int x)
    {
        int first = x * header.Channels;
        switch (header.Colour)
        {
            case PngColour.Grey:
                return (Scaled(Stored(row, first)), AlphaOf(Stored(row, first)));
            case PngColour.GreyAlpha:
                return (Scaled(Stored(row, first)), Scaled(Stored(row, first + 1)));
            case PngColour.Palette:
                int index = Stored(row, x);
                if (3 * index >= palette.Length)
                    throw source.Damaged($"a pixel has colour {index}, but the palette ends at {(palette.Length / 3) - 1}");
                return (
                    Brightness(palette[3 * index], palette[(3 * index) + 1], palette[(3 * index) + 2]),
                    index < transparency.Length ? transparency[index] : byte.MaxValue);
            default:
                (int red, int green, int blue) = (Stored(row, first), Stored(row, first + 1), Stored(row, first + 2));
                return (
                    Brightness(Scaled(red), Scaled(green), Scaled(blue)),
                    header.Colour == PngColour.RgbAlpha ? Scaled(Stored(row, first + 3)) : AlphaOf(red, green, blue));
        }
    }

    // One colour may be marked as transparent; it is stored in 16 bits whatever the depth.
    private byte AlphaOf(params ReadOnlySpan<int> colour)
    {
        if (transparency.Length != 2 * colour.Length)
            return byte.MaxValue;
        for (int i = 0; i < colour.Length; i++)
        {
            if (colour[i] != ((transparency[2 * i] << 8) | transparency[(2 * i) + 1]))
                return byte.MaxValue;
        }

        return 0;
    }

    private int Stored(ReadOnlySpan<byte> row, int index)
    {
        int depth = header.BitDepth;
        if (depth == 8)
            return row[index];
        if (depth == 16)
            return (row[2 * index] << 8) | row[(2 * index) + 1];
        int bit = index * depth;
        return (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }

    private byte Scaled(int stored) => (byte)(stored * 255 / ((1 << header.BitDepth) - 1));
}
