namespace NeuralCore.IO;

/// <summary>The texts that go with weights.</summary>
internal static class FileMetadata
{
    /// <summary>Under which name a file says which rules of arithmetic made its numbers.</summary>
    public const string Arithmetic = "neuralcore.arithmetic";

    /// <summary>The texts of a file with weights. "pt" says that names and shapes are PyTorch's, which its loaders ask for.</summary>
    public static Dictionary<string, string> Create() => new(StringComparer.Ordinal) { ["format"] = "pt", [Arithmetic] = "1" };
}
