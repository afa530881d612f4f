namespace NeuralCore.Kernels;

/// <summary>One step of one example, in pinned memory. Everything is as wide as a state, or as all gates.</summary>
internal unsafe struct RecurrentRow
{
    /// <summary>How many numbers a state has.</summary>
    public int Width;

    /// <summary>The input's part of the gates, bias included.</summary>
    public Real* Input;

    /// <summary>The hidden state's part of the gates, without bias. May be overwritten.</summary>
    public Real* Product;

    /// <summary>The bias of the last gate's own part, or null.</summary>
    public Real* OwnBias;

    /// <summary>Where the gates go: where they are kept, or over the product.</summary>
    public Real* Gates;

    /// <summary>The states, which go from the step before to this one.</summary>
    public Real* Hidden, Cell;

    /// <summary>Where the cell as it was, and what is kept beside the gates, go; null when nothing is kept.</summary>
    public Real* KeptCell, KeptMore;
}
