namespace NeuralCore.Kernels;

/// <summary>Planes of numbers, one for each channel of each example, and the places at which they are read anew.</summary>
internal readonly record struct SamplingLayout(int Planes, Sampling Rows, Sampling Columns)
{
    /// <summary>How many numbers a plane has before.</summary>
    public int OldSize => Rows.Size * Columns.Size;

    /// <summary>How many numbers a plane has afterwards.</summary>
    public int NewSize => Rows.Count * Columns.Count;

    /// <summary>How many planes are worth a thread of their own.</summary>
    public int WorthAThread => Grain.Rows(Math.Max(OldSize, NewSize));
}
