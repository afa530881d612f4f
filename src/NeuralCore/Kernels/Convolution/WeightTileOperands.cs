namespace NeuralCore.Kernels;

/// <summary>What a tile of a weight's gradient reads and writes.</summary>
internal unsafe struct WeightTileOperands
{
    /// <summary>The patch, and where each row of the tile (a channel and a tap) reads in it for the first position.</summary>
    public Real* Patch;
    public int* Places;

    /// <summary>How many positions there are.</summary>
    public nint Positions;

    /// <summary>The output's gradient, for each position the output channels of the tile.</summary>
    public Real* Gradient;
    public nint GradientStep;

    /// <summary>The sums, a row for each channel and tap; whether they begin with what stands there, and not with zero.</summary>
    public Real* Sums;
    public nint SumsRow;
    public bool Accumulate;
}
