namespace NeuralCore.Training;

/// <summary>How messages call a layer.</summary>
internal static class LayerName
{
    /// <summary>The path and what the layer prints itself as, as in <c>"2: Dense(512 → 10)"</c>.</summary>
    public static string Of(string path, Layer layer) => path.Length == 0 ? $"\"{layer.Description}\"" : $"\"{path}: {layer.Description}\"";
}
