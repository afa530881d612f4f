using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Sums over channels and taps for a batch of images, as a matrix product for each group: A [height, depth · taps] are the weights, and
/// B [depth · taps, sums] is what the taps read; it never stands in memory as a whole.
/// </summary>
internal unsafe struct TapProduct<TEpilogue>
    where TEpilogue : struct, IEpilogue
{
    public int Images, Groups;

    /// <summary>How many channels of a group are read, and how many are written.</summary>
    public int Depth, Height;

    public TapAxis Rows, Columns;

    /// <summary>Planes of Rows.Source by Columns.Source numbers.</summary>
    public Real* Source;

    public TapWeights Weights;

    /// <summary>The weights once more as <see cref="WinogradPanels{W}"/> for bundles of so many numbers, or null.</summary>
    public Real* Transformed;
    public int TransformedFor;

    /// <summary>Where the first sum goes; from one plane, row and column of sums to the next.</summary>
    public Real* Target;
    public nint TargetPlane, TargetRow, TargetColumn;

    /// <summary>One number for each channel that is written, or null.</summary>
    public Real* Bias;
    public TEpilogue Epilogue;

    public readonly int Taps => Rows.Taps * Columns.Taps;

    /// <summary>Whether the sums of a rectangle stand side by side, so that tiles can leave them where they belong.</summary>
    public readonly bool IsContiguous(int rows, int columns) => TargetColumn == 1 && (rows == 1 || TargetRow == columns);

    /// <summary>Adds the bias to sums of some channels and applies the epilogue, over whole bundles.</summary>
    public readonly void Finish<V>(Real* sums, nint stride, int channel, int rows, int columns)
        where V : struct, ILanes<V>
    {
        if (!TEpilogue.IsIdentity || Bias != null)
            FinishRows<V>(sums, stride, Bias == null ? null : Bias + channel, rows, columns);
    }

    [MethodImpl(Lanes.Kernel)]
    private readonly void FinishRows<V>(Real* sums, nint stride, Real* bias, int rows, int columns)
        where V : struct, ILanes<V>
    {
        TEpilogue epilogue = Epilogue;
        for (int i = 0; i < rows; i++, sums += stride)
        {
            V add = bias == null ? default : V.All(bias[i]);
            for (nint j = 0; j < columns; j += V.Count)
            {
                V sum = V.Load(in sums[j], 0);
                V.Store(epilogue.Value(bias == null ? sum : sum + add), ref sums[j], 0);
            }
        }
    }
}
