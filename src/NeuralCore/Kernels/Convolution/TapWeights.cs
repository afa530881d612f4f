using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Weights as a matrix for each group, [height, depth · taps]: a convolution's own, or turned for the gradient of its input, where the matrix
/// goes by input channels and its k by output channels, and of the taps only some may be wanted.
/// </summary>
internal unsafe struct TapWeights
{
    /// <summary>The weights [out, in / groups, kernel rows, kernel columns].</summary>
    public Real* Data;

    /// <summary>From one group, one row of the matrix and one channel of k to the next.</summary>
    public nint Group, Row, Channel;

    /// <summary>The first kernel row that is wanted, how many on the next one comes, and how many there are; and the same for columns.</summary>
    public (int First, int Step, int Count) RowTaps, ColumnTaps;

    /// <summary>How many columns a kernel has.</summary>
    public int KernelColumns;

    /// <summary>How many weights of a channel a row takes.</summary>
    public readonly int Taps => RowTaps.Count * ColumnTaps.Count;

    /// <summary>Whether tiles can read the rows where they are: k goes from number to number.</summary>
    public readonly bool IsPlain => RowTaps.Step == 1 && ColumnTaps.Step == 1 && ColumnTaps.Count == KernelColumns && Channel == Taps;

    /// <summary>Packs some channels of a tile's rows: for each k the weights of its rows side by side.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Pack(int group, int row, int height, int channels, Real* panel)
    {
        Real* first = Data + (group * Group) + (row * Row);
        for (int c = 0; c < channels; c++, first += Channel)
        {
            for (int i = 0; i < RowTaps.Count; i++)
            {
                Real* from = first + ((RowTaps.First + (i * RowTaps.Step)) * KernelColumns) + ColumnTaps.First;
                for (int j = 0; j < ColumnTaps.Count; j++, from += ColumnTaps.Step, panel += height)
                {
                    for (int s = 0; s < height; s++)
                        panel[s] = from[s * Row];
                }
            }
        }
    }
}
