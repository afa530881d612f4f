using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeuralCore.Datasets;

/// <summary>Reads the four files and checks that they are what they should be.</summary>
/// <param name="expected">What the files of MNIST are, or null for another set in the same layout.</param>
/// <param name="classCount">How many classes the labels tell apart.</param>
internal sealed class MnistLoader(IReadOnlyList<MnistFile>? expected, int classCount)
{
    private const int Any = 0;

    public MnistData Load(MnistFiles files, MnistOrigin origin)
    {
        LabeledImages train = LoadSet(files.TrainImages, expected?[0], files.TrainLabels, expected?[1]);
        LabeledImages test = LoadSet(files.TestImages, expected?[2], files.TestLabels, expected?[3]);
        if (train.Height != test.Height || train.Width != test.Width)
        {
            Throw.MnistShape(
                files.TestImages,
                ShapeText([test.Count, test.Height, test.Width]),
                ShapeText([test.Count, train.Height, train.Width]) + " as in the training set",
                strict: false);
        }

        return new MnistData(train, test, new MnistSource(origin, files.Folder));
    }

    private LabeledImages LoadSet(string imagePath, MnistFile? imageFile, string labelPath, MnistFile? labelFile)
    {
        ReadOnlyMemory<byte> labels = Read(labelPath, labelFile, [Any]).Values<byte>();
        int wrong = LabeledImages.IndexOfWrongLabel(labels.Span, classCount);
        if (wrong >= 0)
            Throw.MnistLabel(labelPath, wrong, labels.Span[wrong], classCount);

        IdxFile images = Read(imagePath, imageFile, [labels.Length, Any, Any]);
        return new LabeledImages(images.Values<byte>(), labels, images.Dimensions[1], images.Dimensions[2], classCount);
    }

    private static IdxFile Read(string path, MnistFile? original, int[] layout)
    {
        IdxFile file = IdxReader.Read(path);
        int[] shape = original?.Shape ?? layout;
        if (file.ElementType != IdxElementType.UnsignedByte)
            Throw.MnistElementType(path, file.ElementType);
        if (!Fits(file.Dimensions, shape))
            Throw.MnistShape(path, ShapeText(file.Dimensions), ShapeText(shape), strict: original is not null);
        if (original is not null)
            VerifyContent(path, file, original);
        return file;
    }

    private static bool Fits(ReadOnlySpan<int> got, int[] shape)
    {
        if (got.Length != shape.Length)
            return false;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] != Any && got[axis] != shape[axis])
                return false;
        }

        return true;
    }

    private static string ShapeText(ReadOnlySpan<int> shape) =>
        $"[{string.Join(", ", shape.ToArray().Select(size => size == Any ? "any" : $"{size}"))}]";

    // The header follows from type and shape, so the content need not be read a second time.
    private static void VerifyContent(string path, IdxFile file, MnistFile expected)
    {
        byte[] header = new byte[4 + (4 * file.Dimensions.Length)];
        header[2] = (byte)file.ElementType;
        header[3] = (byte)file.Dimensions.Length;
        for (int axis = 0; axis < file.Dimensions.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), file.Dimensions[axis]);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(file.Values<byte>().Span);
        string got = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (got != expected.Sha256)
            Throw.MnistContent(path, got, expected.Sha256);
    }
}
