namespace NeuralCore.Datasets.Tests;

/// <summary>Where this machine keeps the real MNIST, if it does: NEURALCORE_DATA, or shared/datasets beside the repository.</summary>
internal static class RealMnist
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(MnistFinder.DataVariable);
        if (!string.IsNullOrEmpty(named))
            return MnistFiles.TryLocate(named) is null ? null : named;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "NeuralCore.sln")))
                continue;
            string beside = Path.Combine(folder.FullName, "..", "shared", "datasets");
            return MnistFiles.TryLocate(beside) is null ? null : beside;
        }

        return null;
    }
}
