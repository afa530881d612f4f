namespace NeuralCore.Kernels;

/// <summary>One step of one example on the way back, in pinned memory. Everything is as wide as a state, or as all gates.</summary>
internal unsafe struct RecurrentRowBack
{
    /// <summary>How many numbers a state has.</summary>
    public int Width;

    /// <summary>What was kept: the gates, the states as they were before the step, and what stands beside the gates.</summary>
    public Real* Gates, Hidden, Cell, More;

    /// <summary>The gradient of the step's output, or null.</summary>
    public Real* Output;

    /// <summary>The gradients of the states: in those after the step, out what reaches the states before it not through the gates.</summary>
    public Real* HiddenGradient, CellGradient;

    /// <summary>Where the gradients of the gates go, as seen from the input's part.</summary>
    public Real* GateGradients;

    /// <summary>Where they go once more, as seen from the hidden state's part.</summary>
    public Real* ProductGradients;

    /// <summary>Where the one of the last gate's own part is kept; null where it has none.</summary>
    public Real* OwnGradients;
}
