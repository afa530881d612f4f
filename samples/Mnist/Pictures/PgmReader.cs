using System.Globalization;

namespace MnistSample;

/// <summary>Reads PGM pictures (netpbm.sourceforge.net/doc/pgm.html): P2, numbers as text, and P5, numbers as bytes.</summary>
internal sealed class PgmReader
{
    private readonly byte[] file;
    private readonly PictureSource source;
    private int offset = 2;

    private PgmReader(byte[] file, string path)
    {
        this.file = file;
        source = new PictureSource(path, "PGM");
    }

    public static bool Recognises(ReadOnlySpan<byte> file) => file.Length > 2 && file[0] == 'P' && file[1] is (byte)'2' or (byte)'5';

    public static GreyImage Read(byte[] file, string path) => new PgmReader(file, path).Read();

    private GreyImage Read()
    {
        int width = ReadNumber("the width", int.MaxValue);
        int height = ReadNumber("the height", int.MaxValue);
        source.CheckSize((uint)width, (uint)height);
        int white = ReadNumber("the number of white", ushort.MaxValue);
        if (white == 0)
            throw source.Damaged(offset, "the number of white is 0, expected 1 to 65535");
        int count = width * height;
        int bytes = file[1] == '2' ? 2 : white > byte.MaxValue ? 2 : 1;

        // Text needs a digit and a space for each pixel, and only the last may go without its space.
        long least = ((long)count * bytes) - (file[1] == '2' ? 1 : -1);
        if (file.Length - offset < least)
            throw source.Damaged(file.Length, $"{width} x {height} pixels need {least} bytes, but {file.Length - offset} are left");
        byte[] pixels = new byte[count];
        if (file[1] == '2')
            ReadText(pixels, white);
        else
            ReadBytes(pixels, white, bytes);
        return new GreyImage(width, height, pixels);
    }

    private void ReadText(Span<byte> pixels, int white)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Scaled(ReadNumber($"pixel {i}", white), white);
        if (!file.AsSpan(offset).Trim(" \t\r\n\v\f"u8).IsEmpty)
            throw source.Damaged(offset, "something follows the last pixel");
    }

    private void ReadBytes(Span<byte> pixels, int white, int bytes)
    {
        offset++;
        if (file.Length - offset != pixels.Length * bytes)
            throw source.Damaged(offset, $"the pixels need {pixels.Length * bytes} bytes, but {file.Length - offset} follow");
        for (int i = 0; i < pixels.Length; i++, offset += bytes)
        {
            int value = bytes == 1 ? file[offset] : (file[offset] << 8) | file[offset + 1];
            if (value > white)
                throw source.Damaged(offset, $"pixel {i} is {value}, expected 0 to {white}");
            pixels[i] = Scaled(value, white);
        }
    }

    private int ReadNumber(string what, int most)
    {
        SkipSpace(what);
        int start = offset;
        while (offset < file.Length && file[offset] is >= (byte)'0' and <= (byte)'9')
            offset++;
        ReadOnlySpan<byte> digits = file.AsSpan(start, offset - start);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value > most)
            throw source.Damaged(start, $"{what} is not a whole number from 0 to {most}");
        return value;
    }

    private void SkipSpace(string what)
    {
        int start = offset;
        while (offset < file.Length && file[offset] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 11 or 12 or (byte)'#')
        {
            if (file[offset] == '#')
            {
                int rest = file.AsSpan(offset).IndexOfAny((byte)'\r', (byte)'\n');
                offset = rest < 0 ? file.Length : offset + rest;
            }
            else
            {
                offset++;
            }
        }

        if (offset == start || offset == file.Length)
            throw source.Damaged(offset, $"{what} is missing");
    }

    private static byte Scaled(int value, int white) => (byte)(((value * 255) + (white / 2)) / white);
}
