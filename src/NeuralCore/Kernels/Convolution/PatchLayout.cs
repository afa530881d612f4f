using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// What the sums of a rectangle read, laid out so that every tap reads number by number: there is a copy of the source for each kernel column,
/// moved by as much, cut to the columns that are summed, and with zeros where the source ends. Its rows follow each other without a gap, so
/// that lanes go on from one row to the next. Kernel rows share a copy, each beginning some rows further down; where the step is not one,
/// each remainder by the step has a copy of its own, and where a patch holds several images, each kernel row.
/// </summary>
internal readonly unsafe struct PatchLayout
{
    /// <summary>Numbers of the source that are copied to all places before the next ones: a quarter of the first cache.</summary>
    private const int FirstCache = 2048;

    private readonly TapAxis rows, columns;
    private readonly int slots;
    private readonly long length, plane;
    private readonly bool isJoined;

    /// <summary>The layout for rectangles of so many rows and columns of sums, in so many images.</summary>
    public PatchLayout(TapAxis rows, TapAxis columns, int channels, int images, int rowCount, int columnCount)
    {
        (this.rows, this.columns, Channels) = (rows, columns, channels);
        (Images, RowCount, ColumnCount) = (images, rowCount, columnCount);
        isJoined = images > 1;
        length = isJoined ? rowCount : (long)rowCount + (rows.Reach / rows.Step);

        // Blocks are chosen by asking for layouts of any size, so a count must not wrap around and seem small.
        plane = Scratch.Times(Scratch.Times(length, images), columnCount);
        slots = (isJoined ? rows.Taps : rows.Slots) * columns.Taps;
        long numbers = Scratch.Times(plane, slots);
        Channel = GemmBlocks.FallTogether(numbers) ? numbers + (64 / sizeof(Real)) : numbers;
    }

    /// <summary>How many channels, images, and rows and columns of sums a patch has at most.</summary>
    public int Channels { get; }

    public int Images { get; }

    public int RowCount { get; }

    public int ColumnCount { get; }

    /// <summary>From one channel to the next.</summary>
    public long Channel { get; }

    /// <summary>Numbers of a patch, and behind them as many as a last tile reads beyond it.</summary>
    public long Numbers => Scratch.Times(Channel, Channels) + (TapRowTile.Bundles * 64 / sizeof(Real));

    /// <summary>
    /// Where every channel's taps read for the first sum, in order of channel, kernel row and kernel column. Of a patch that can be rented, all
    /// places are integers.
    /// </summary>
    [MethodImpl(Lanes.Kernel)]
    public void FindPlaces(int* places)
    {
        for (int c = 0; c < Channels; c++)
        {
            for (int row = 0; row < rows.Taps; row++)
            {
                int slot = isJoined ? row : row % rows.Slots;
                int down = isJoined ? 0 : rows.Distance(row) / rows.Step;
                for (int column = 0; column < columns.Taps; column++)
                    *places++ = (int)((c * Channel) + (((slot * columns.Taps) + column) * plane) + ((long)down * ColumnCount));
            }
        }
    }

    /// <summary>Copies what the sums of one image from a row and column on read, from so many planes of the source.</summary>
    [MethodImpl(Lanes.Kernel)]
    public void Fill<V>(Real* source, int planes, int image, int firstRow, int firstColumn, Real* patch)
        where V : struct, ILanes<V>
    {
        int top = (firstRow * rows.Step) + rows.Origin, left = (firstColumn * columns.Step) + columns.Origin;
        patch += image * length * ColumnCount;

        // A few channels at a time, which stay in the first cache from one copy to the next.
        nint sourcePlane = (nint)rows.Source * columns.Source;
        int few = (int)Math.Max(1, FirstCache / Math.Max(1, sourcePlane));
        for (; planes > 0; planes -= few, source += few * sourcePlane, patch += few * Channel)
            FillFew<V>(source, Math.Min(few, planes), top, left, patch);
    }

    [MethodImpl(Lanes.Kernel)]
    private void FillFew<V>(Real* source, int planes, int top, int left, Real* patch)
        where V : struct, ILanes<V>
    {
        for (int slot = 0; slot < slots; slot++)
        {
            (int rowSlot, int column) = Math.DivRem(slot, columns.Taps);
            int down = isJoined ? rows.Distance(rowSlot) : rows.Remainder(rowSlot);
            PatchCopy copy = new()
            {
                Source = source,
                SourcePlane = (nint)rows.Source * columns.Source,
                SourceRow = columns.Source,
                Target = patch + (slot * plane),
                TargetPlane = (nint)Channel,
                Rows = new(rows, top + down, (int)length),
                Columns = new(columns, left + columns.Distance(column), ColumnCount),
            };
            copy.Run<V>(planes);
        }
    }
}
