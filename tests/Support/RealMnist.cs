using NeuralCore.Datasets;

namespace NeuralCore.TestSupport;

/// <summary>Where this machine keeps the real MNIST, if it does: NEURALCORE_DATA, or shared/datasets beside the repository.</summary>
internal static class RealMnist
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(MnistFinder.DataVariable);
        string folder = string.IsNullOrEmpty(named) ? Path.Combine(Repository.Root, "..", "shared", "datasets") : named;
        return MnistFiles.TryLocate(folder) is null ? null : folder;
    }
}
