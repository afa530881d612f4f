namespace NeuralCore.Datasets;

/// <summary>One of the four files of MNIST: its name and what its unpacked content must be.</summary>
/// <param name="Name">The name, without .gz.</param>
/// <param name="Shape">The sizes of its dimensions.</param>
/// <param name="Sha256">The SHA-256 of the unpacked content. (Packed files differ between mirrors.)</param>
internal sealed record MnistFile(string Name, int[] Shape, string Sha256)
{
    /// <summary>The images and labels to train on, then those to test on.</summary>
    public static readonly IReadOnlyList<MnistFile> All =
    [
        new("train-images-idx3-ubyte", [60000, 28, 28], "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", [60000], "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", [10000, 28, 28], "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", [10000], "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>The bytes of the unpacked content: an IDX header and a byte for each number.</summary>
    public int Length => 4 + (4 * Shape.Length) + Shape.Aggregate((left, right) => left * right);

    /// <summary>The name that mirrors and the cache use.</summary>
    public string PackedName => Name + ".gz";

    /// <summary>The path of this file in a folder, or null. Some programs write a dot before idx when they unpack.</summary>
    public string? In(string folder)
    {
        string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [PackedName, Name, dotted + ".gz", dotted];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
