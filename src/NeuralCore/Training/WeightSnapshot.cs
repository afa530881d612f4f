using NeuralCore.Storage;

namespace NeuralCore.Training;

/// <summary>A copy of all parameters and buffers of a model, in memory of its own, to go back to.</summary>
internal sealed class WeightSnapshot
{
    private readonly Tensor[] originals;
    private readonly Tensor[] copies;

    /// <summary>Copies the model as it is.</summary>
    public WeightSnapshot(Layer model)
    {
        originals =
        [
            .. model.Parameters.Select(static parameter => parameter.Value),
            .. model.NamedBuffers.Select(static named => named.Buffer),
        ];
        copies = [.. originals.Select(static tensor => new Tensor(BlockPool.Allocate(tensor.Count), 0, tensor.Shape))];
        Take();
    }

    /// <summary>Copies the model again.</summary>
    public void Take()
    {
        for (int i = 0; i < copies.Length; i++)
            originals[i].Values.CopyTo(copies[i].Target);
    }

    /// <summary>Sets the model back to the copy.</summary>
    public void Restore()
    {
        for (int i = 0; i < copies.Length; i++)
            originals[i].CopyFrom(copies[i].Values);
    }
}
