using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>A test that needs a file of real data, and is reported as skipped where the machine does not have it.</summary>
internal sealed class RealDataFactAttribute : FactAttribute
{
    /// <param name="file">The file, from the folder of data on.</param>
    /// <param name="isLong">Whether it multiplies so much that it needs the instruction for it.</param>
    public RealDataFactAttribute(string file, bool isLong = false)
    {
        if (!File.Exists(Path.Combine(Folder, file)))
            Skip = $"{file} is not here: set NEURALCORE_DATA, or put it into shared/datasets beside the repository.";
        else if (isLong)
            Skip = LongTest.Reason;
    }

    /// <summary>The folder of data: NEURALCORE_DATA, or shared/datasets beside the repository.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NEURALCORE_DATA") is { Length: > 0 } named
        ? named
        : Path.Combine(Repository.Root, "..", "shared", "datasets");
}
