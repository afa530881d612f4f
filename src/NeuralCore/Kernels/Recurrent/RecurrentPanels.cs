using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The weights of the hidden state as panels that tiles of the matrix product read from start to end. They are the same in every step, so
/// they are packed once for all.
/// </summary>
internal readonly unsafe struct RecurrentPanels(Real* panels, int depth, int columns)
{
    /// <summary>How many numbers the panels take at a width.</summary>
    public static long Count<W>(int depth, int columns)
        where W : struct, ILanes<W> => (long)Stride<W>(columns) * depth;

    /// <summary>The columns, filled up to whole panels.</summary>
    public static int Stride<W>(int columns)
        where W : struct, ILanes<W> => GemmBlocks.Count(columns, GemmBlocks.Width<W>()) * GemmBlocks.Width<W>();

    /// <summary>Packs a matrix B [depth, columns], whose numbers stand at two distances, one of which is 1.</summary>
    public void Pack<W>(Real* b, nint side, nint step)
        where W : struct, ILanes<W>
    {
        int width = GemmBlocks.Width<W>();
        Workers.For(new Packing<W>(this, b, side, step), GemmBlocks.Count(columns, width), GemmBlocks.Grain(16L * depth * width));
    }

    /// <summary>C = A · B, or C += A · B, for the rows of one tile.</summary>
    [MethodImpl(Lanes.Kernel)]
    public void Multiply<W>(Real* a, nint stride, int rows, Real* c, nint cStride, bool accumulate)
        where W : struct, ILanes<W>
    {
        int width = GemmBlocks.Width<W>();
        TileOperands tile = new()
        {
            A = a,
            ASide = stride,
            ADepth = 1,
            B = panels,
            BDepth = width,
            C = c,
            CStride = cStride,
            Depth = depth,
            Accumulate = accumulate,
        };
        for (int column = 0; column < columns; column += width)
        {
            GemmTile.Compute<W>(rows, GemmBlocks.Count(Math.Min(width, columns - column), W.Count), tile);
            tile.B += (nint)width * depth;
            tile.C += width;
        }
    }

    private void PackPanel<W>(int panel, Real* b, nint side, nint step)
        where W : struct, ILanes<W>
    {
        int width = GemmBlocks.Width<W>();
        int column = panel * width;
        Real* target = panels + ((nint)column * depth);
        GemmPack.Panel<W>(b + (column * side), side, step, Math.Min(width, columns - column), depth, target, width);
    }

    // The width W was chosen before, so V is not asked.
    private readonly struct Packing<W>(RecurrentPanels panels, Real* b, nint side, nint step) : ILaneBody
        where W : struct, ILanes<W>
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int panel = start; panel < end; panel++)
                panels.PackPanel<W>(panel, b, side, step);
        }
    }
}
