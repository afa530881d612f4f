namespace NeuralCore.Datasets;

/// <summary>Where images came from. As text, a phrase to show to a person.</summary>
/// <param name="Origin">How it was found.</param>
/// <param name="Folder">The folder that holds the four files.</param>
public sealed record MnistSource(MnistOrigin Origin, string Folder)
{
    /// <summary>For example: MNIST from the folder /data/mnist, named by NEURALCORE_DATA.</summary>
    public override string ToString() => Origin switch
    {
        MnistOrigin.Folder => $"MNIST from the folder {Folder}",
        MnistOrigin.EnvironmentVariable => $"MNIST from the folder {Folder}, named by {MnistFinder.DataVariable}",
        MnistOrigin.Cache => $"MNIST from the cache {Folder}",
        MnistOrigin.Download => $"MNIST, downloaded to {Folder}",
        _ => $"images in the layout of MNIST from the folder {Folder}",
    };
}
