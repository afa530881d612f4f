namespace NeuralCore;

/// <summary>Several examples at once: <c>foreach (var (x, y) in loader)</c>.</summary>
/// <param name="Inputs">The inputs: [batch, ...].</param>
/// <param name="Targets">The targets: [batch, ...].</param>
public readonly record struct Batch(Tensor Inputs, Tensor Targets)
{
    /// <summary>How many examples there are.</summary>
    public int Count => Inputs.Shape[0];
}
