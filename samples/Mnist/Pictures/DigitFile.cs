using System.Globalization;
using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>Reads a file of digit images to classify: IDX, plain or packed with gzip, PNG or PGM.</summary>
internal static class DigitFile
{
    // A photograph has less, and a file of this size still fits into memory.
    private const long MaximumBytes = 1L << 28;

    /// <summary>The images, each 28 x 28 bytes as in MNIST.</summary>
    public static byte[][] Read(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"--predict: {path} is a folder. Name a file with digit images.");
        if (!File.Exists(path))
        {
            throw new InputException(
                $"--predict: there is no file {path}. Name an IDX file of images, plain or .gz, or a PNG or PGM picture.");
        }

        long length = new FileInfo(path).Length;
        if (length > MaximumBytes)
        {
            throw new InputException(
                $"--predict: {path} has {length} bytes, more than the limit of {MaximumBytes}. Divide it, or make the picture smaller.");
        }

        byte[] file = File.ReadAllBytes(path);
        if (file.AsSpan().StartsWith(PngReader.Signature))
            return [DigitCentring.Centre(PngReader.Read(file, path), path)];
        if (PgmReader.Recognises(file))
            return [DigitCentring.Centre(PgmReader.Read(file, path), path)];
        if (file is [0, 0, ..] or [0x1F, 0x8B, ..])
            return ReadIdx(file, path);
        throw new InputException(
            $"--predict: {path} begins with {Beginning(file)}, which is neither IDX (00 00), gzip (1F 8B), PNG (89 50) "
            + "nor PGM (50 32 or 50 35). Save the picture as PNG or PGM.");
    }

    private static byte[][] ReadIdx(byte[] file, string path)
    {
        using MemoryStream content = new(file);
        IdxFile images = IdxReader.Read(content, path);
        int[] shape = images.Dimensions.ToArray();
        bool areDigits = shape is [DigitCentring.Side, DigitCentring.Side] or [_, DigitCentring.Side, DigitCentring.Side];
        if (images.ElementType != IdxElementType.UnsignedByte || !areDigits)
        {
            throw new InputException(
                $"--predict: {path} holds {images.ElementType} [{string.Join(", ", shape)}], expected UnsignedByte [n, 28, 28]. "
                + "Give a file of images, not of labels, in the size of MNIST.");
        }

        return [.. images.Values<byte>().ToArray().Chunk(DigitCentring.Side * DigitCentring.Side)];
    }

    private static string Beginning(byte[] file) => file.Length == 0
        ? "nothing, for it is empty,"
        : $"the bytes {string.Join(' ', file.Take(4).Select(value => value.ToString("X2", CultureInfo.InvariantCulture)))}";
}
