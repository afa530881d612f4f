namespace NeuralCore.Kernels;

/// <summary>Some input and output channels of a group, and the rectangle of positions that they are at, in one image or some together.</summary>
internal unsafe struct WeightPiece
{
    public int Group, FirstIn, In, FirstOut, Out, Image, Images;
    public TapArea Area;

    /// <summary>What the taps read, and the output's gradient transposed.</summary>
    public Real* Patch, Turned;

    /// <summary>The sums of the group in this chunk.</summary>
    public Real* Sums;
}
