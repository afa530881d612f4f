namespace NeuralCore.IO;

/// <summary>The texts that go with weights.</summary>
internal static class FileMetadata
{
    /// <summary>Under which name a file says which rules of arithmetic made its numbers.</summary>
    public const string Arithmetic = "neuralcore.arithmetic";

    /// <summary>The rules of this build; docs/reproducibility.md states them.</summary>
    public const string CurrentArithmetic = "1";

    /// <summary>
    /// The texts of a file with weights, and then the caller's. "pt" says that names and shapes are PyTorch's, which its loaders ask for.
    /// </summary>
    public static Dictionary<string, string> Create(IReadOnlyDictionary<string, string>? more = null)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal) { ["format"] = "pt", [Arithmetic] = CurrentArithmetic };
        foreach ((string name, string text) in more ?? new Dictionary<string, string>())
        {
            if (!texts.TryAdd(name, text))
                Throw.MetadataTaken(name);
        }

        return texts;
    }
}
