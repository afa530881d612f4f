namespace NeuralCore;

/// <summary>What was in a safetensors file.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">The texts that came with them, by name; empty where there are none.</param>
public sealed record SafeTensorsContent(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
