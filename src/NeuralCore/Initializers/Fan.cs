namespace NeuralCore;

/// <summary>What keeps its size from layer to layer when weights are scaled by their number of connections.</summary>
public enum Fan
{
    /// <summary>Scale by the inputs of each output: activations keep their size on the way forward.</summary>
    In,

    /// <summary>Scale by the outputs of each input: gradients keep their size on the way back.</summary>
    Out,
}
