using NeuralCore.IO;

namespace NeuralCore;

/// <summary>Saves the weights of a model and loads them again, as safetensors files with PyTorch's names.</summary>
public static class LayerWeights
{
    /// <summary>
    /// Writes all parameters and buffers under their paths, such as <c>0.weight</c>: what PyTorch calls a state dict. The same weights
    /// always make the same bytes, and the file appears whole or not at all.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="metadata">Texts of your own to go with the weights; <see cref="SafeTensors.Load"/> gives them back.</param>
    /// <exception cref="ArgumentException">A text has a name that the library uses itself.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(this Layer model, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafeTensors.Save(path, StateOf(model), FileMetadata.Create(metadata));
    }

    /// <summary>
    /// Replaces all parameters and buffers by those in a file. Nothing is changed unless the whole file is sound and fits: each name that
    /// the model has, no other, and each with its shape.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, written by <see cref="Save"/> or from a PyTorch state dict.</param>
    /// <exception cref="WeightMismatchException">
    /// The weights are not those of such a model; the message lists everything that differs.
    /// </exception>
    /// <exception cref="WeightFileException">The file is damaged or not a safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(this Layer model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<(string, Tensor)> state = StateOf(model);
        IReadOnlyDictionary<string, Tensor> loaded = SafeTensors.Load(path).Tensors;
        StateAssignment.Check(path, state, loaded);
        StateAssignment.Copy(state, loaded);
    }

    /// <summary>The parameters and the buffers, each with its path.</summary>
    internal static List<(string Name, Tensor Tensor)> StateOf(Layer model) =>
    [
        .. model.NamedParameters.Select(static pair => (pair.Path, pair.Parameter.Value)),
        .. model.NamedBuffers.Select(static pair => (pair.Path, pair.Buffer)),
    ];
}
