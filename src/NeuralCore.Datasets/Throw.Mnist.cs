using System.Diagnostics.CodeAnalysis;

namespace NeuralCore.Datasets;

internal static partial class Throw
{
    private const string OtherSet =
        "If this is another data set in the same layout (Fashion-MNIST, KMNIST ...), load it with Mnist.LoadSameLayout.";

    [DoesNotReturn]
    public static void PixelsDoNotMatchLabels(int pixels, int labels, int height, int width) =>
        throw new ArgumentException(
            Text($"LabeledImages: {labels} labels need {(long)labels * height * width} pixels ({labels} x {height} x {width}), ")
                + Text($"but there are {pixels}. Give one label for each image."),
            nameof(pixels));

    [DoesNotReturn]
    public static void LabelOutOfRange(int index, int label, int classCount) =>
        throw new ArgumentException(
            Text($"LabeledImages: label {index} is {label}, expected 0 to {classCount - 1}. ")
                + "Labels count from 0; subtract 1 if yours begin at 1, or raise classCount.",
            "labels");

    [DoesNotReturn]
    public static void ImageRoom(int count, int size, int inputs, int targets) =>
        throw new ArgumentException(
            Text($"LabeledImages: {count} images are asked for, with room for {inputs} pixels and {targets} labels, expected {(long)count * size} and {count}. ")
                + "Give spans that hold the images exactly.",
            nameof(inputs));

    [DoesNotReturn]
    public static void FolderMissing(string folder, string givenBy) =>
        throw new DirectoryNotFoundException(
            Text($"There is no folder {folder} ({givenBy}). ")
                + "Give the folder that holds the MNIST files, or one with an mnist folder inside.");

    [DoesNotReturn]
    public static void FilesMissing(string folder, string givenBy, IReadOnlyList<string> missing) =>
        throw new FileNotFoundException(
            Text($"The folder {folder} ({givenBy}) lacks {missing.Count} of the 4 MNIST files: {string.Join(", ", missing)}. ")
                + "Plain and .gz files are found, also as train-images.idx3-ubyte, and in an mnist or MNIST/raw folder inside. "
                + "Complete the folder, or name none to use the cache or the download.",
            missing[0]);

    [DoesNotReturn]
    public static void MnistShape(string file, string got, string expected, bool strict) =>
        Format(
            file,
            4,
            Content,
            Text($"the shape is {got}, expected {expected}."),
            strict ? OtherSet : "Images and labels of one set must belong together; " + CopyAgain.ToLowerInvariant());

    [DoesNotReturn]
    public static void MnistElementType(string file, IdxElementType type) =>
        Format(file, 2, Content, Text($"the numbers are of type {type}, expected {Datasets.IdxElementType.UnsignedByte}."), CopyAgain);

    [DoesNotReturn]
    public static void MnistLabel(string file, int index, int label, int classCount) =>
        Format(
            file,
            8 + index,
            Content,
            Text($"label {index} is {label}, expected 0 to {classCount - 1}."),
            "Pass the right classCount if the set has more classes, or copy the file again.");

    [DoesNotReturn]
    public static void MnistContent(string file, string got, string expected) =>
        Format(
            file,
            0,
            Content,
            Text($"this is not the file of MNIST: the shape is right, but the content has SHA-256 {got}, expected {expected}."),
            OtherSet + " Otherwise copy or download it again.");

    [DoesNotReturn]
    public static void DownloadLength(string file, long limit) =>
        Format(file, limit, Wrapping, Text($"the server sends more than {limit} bytes, which this file cannot have."), CopyAgain);

    [DoesNotReturn]
    public static void DownloadContentLength(string file, long offset, uint got, int expected) =>
        Format(file, offset, Wrapping, Text($"the content has {got} bytes, expected {expected}: it is another file."), CopyAgain);

    [DoesNotReturn]
    public static void DownloadContent(string file, string got, string expected) =>
        Format(
            file, 0, Content, Text($"the content has SHA-256 {got}, expected {expected}: it is another file or was changed."), CopyAgain);

    [DoesNotReturn]
    public static void DownloadTimeout(TimeSpan limit) =>
        throw new IOException(Text($"no byte came for {limit.TotalSeconds} s. Try again later."));

    [DoesNotReturn]
    public static void DownloadFailed(string file, string folder, IReadOnlyList<string> attempts, Exception? cause) =>
        throw new DownloadException(
            Text($"{file} could not be downloaded to {folder}: {string.Join("; ", attempts.Select(attempt => attempt.TrimEnd('.')))}. ")
                + "Check the connection, or put the four MNIST files into a folder and name it by NEURALCORE_DATA.",
            attempts,
            cause);

    /// <summary>Not thrown but told: a search that finds nothing is no error.</summary>
    public static string NoDownloadAllowed(string cache, string? damage) => damage is null
        ? $"MNIST is not in the cache {cache}, and no download was allowed."
        : $"MNIST is not whole in the cache {cache} ({damage}), and no download was allowed.";

    [DoesNotReturn]
    public static void CacheNotWritable(string folder, Exception cause) =>
        throw new DownloadException(
            Text($"The cache {folder} cannot be written: {cause.Message} Name another folder by NEURALCORE_CACHE."), [], cause);
}
