using System.Security.Cryptography;

namespace NeuralCore.Datasets.Tests;

/// <summary>A complete set in the layout of MNIST, small enough to make on the spot: 20 and 10 images of 28 x 28.</summary>
internal static class SmallMnist
{
    public const int TrainCount = 20;
    public const int TestCount = 10;

    public static byte[][] Contents { get; } =
    [
        IdxBytes.Counting(TrainCount, 28, 28),
        IdxBytes.Bytes([TrainCount], LabelsOf(TrainCount)),
        IdxBytes.Counting(TestCount, 28, 28),
        IdxBytes.Bytes([TestCount], LabelsOf(TestCount)),
    ];

    public static IReadOnlyList<MnistFile> Files { get; } =
    [
        Describe(0, [TrainCount, 28, 28]), Describe(1, [TrainCount]), Describe(2, [TestCount, 28, 28]), Describe(3, [TestCount]),
    ];

    /// <summary>Writes the four files, with one of them replaced when asked.</summary>
    public static void WriteTo(TemporaryFolder folder, string inside = "", bool packed = true, int replace = -1, byte[]? by = null)
    {
        for (int i = 0; i < 4; i++)
        {
            byte[] content = i == replace ? by! : Contents[i];
            string name = packed ? Files[i].PackedName : Files[i].Name;
            folder.Write(Path.Combine(inside, name), packed ? IdxBytes.Gzip(content) : content);
        }
    }

    private static byte[] LabelsOf(int count) => Enumerable.Range(0, count).Select(i => (byte)(i % 10)).ToArray();

    private static MnistFile Describe(int index, int[] shape) =>
        new(MnistFile.All[index].Name, shape, Convert.ToHexStringLower(SHA256.HashData(Contents[index])));
}
