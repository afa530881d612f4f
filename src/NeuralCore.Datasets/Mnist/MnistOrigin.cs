namespace NeuralCore.Datasets;

/// <summary>How the MNIST files were found.</summary>
public enum MnistOrigin
{
    /// <summary>In the folder that the caller named.</summary>
    Folder,

    /// <summary>In the folder that the environment variable NEURALCORE_DATA names.</summary>
    EnvironmentVariable,

    /// <summary>In the user's cache, from an earlier download.</summary>
    Cache,

    /// <summary>Downloaded just now, and kept in the user's cache.</summary>
    Download,

    /// <summary>Not MNIST, but another set in its layout, from the folder that the caller named.</summary>
    SameLayout,
}
