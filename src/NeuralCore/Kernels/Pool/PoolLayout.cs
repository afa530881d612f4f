namespace NeuralCore.Kernels;

/// <summary>Planes of numbers, one for each channel of each example, and the windows over their rows and columns.</summary>
internal readonly record struct PoolLayout(int Planes, PoolWindows Rows, PoolWindows Columns)
{
    /// <summary>How many numbers a plane has.</summary>
    public int PlaneSize => Rows.Size * Columns.Size;

    /// <summary>How many windows a plane has.</summary>
    public int PlaneWindows => Rows.Count * Columns.Count;

    /// <summary>How many planes are worth a thread of their own.</summary>
    public int WorthAThread => Grain.Rows(PlaneSize);

    /// <summary>Refuses spans that do not hold these planes, or these windows.</summary>
    public void Check(string kernel, int numbers, int windows)
    {
        if (numbers != (long)Planes * PlaneSize)
            Throw.KernelLengths(kernel, Planes * PlaneSize, numbers);
        if (windows != (long)Planes * PlaneWindows)
            Throw.KernelLengths(kernel, Planes * PlaneWindows, windows);
    }
}
