using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A transposed B, packed once for many products: panels of 64 columns, in each of which k runs down and the columns of one k stand side by
/// side. What the last panel lacks is filled with zeros to whole lines, so that bundles of every width read the same panels.
/// </summary>
internal static unsafe class GemmPanels
{
    /// <summary>Columns of all panels but the last one.</summary>
    public const int Width = 64;

    // The widest bundle of single precision.
    private const int Line = 16;

    /// <summary>Fewer columns would be more zeros than numbers.</summary>
    private const int LeastColumns = Line / 2;

    /// <summary>Whether a product of so many rows reads panels, for which there is room, so much faster that they are worth it.</summary>
    public static bool Help(int rows, int columns, int depth) =>
        columns >= LeastColumns && depth > 0 && rows > 0 && Count(columns, depth) <= Scratch.MaxCount
        && (GemmBlocks.IsThin(rows, isTransposed: true) || !GemmBlocks.SharesB<Lanes512>(rows, depth, 1));

    /// <summary>Columns of the panel that holds a column, with those that are only zeros.</summary>
    public static int WidthAt(int column, int columns) =>
        Math.Min(Width, GemmBlocks.Count(columns - (column / Width * Width), Line) * Line);

    /// <summary>Packs weights [columns, depth].</summary>
    public static PackedNumbers Pack(ReadOnlySpan<Real> weight, int columns, int depth)
    {
        if (weight.Length != (long)columns * depth)
            Throw.KernelLengths(nameof(GemmPanels), (int)Math.Min((long)columns * depth, int.MaxValue), weight.Length);
        PackedNumbers packed = new(Count(columns, depth), 0);
        fixed (Real* source = weight)
            Workers.For(new Packing(source, packed.Data, columns, depth), GemmBlocks.Count(columns, Width), GemmBlocks.Grain(16L * depth * Width));
        GC.KeepAlive(packed);
        return packed;
    }

    /// <summary>How many numbers the panels of weights [columns, depth] take.</summary>
    public static long Count(int columns, int depth) => (long)GemmBlocks.Count(columns, Line) * Line * depth;

    private readonly struct Packing(Real* source, Real* panels, int columns, int depth) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int panel = start; panel < end; panel++)
            {
                int column = panel * Width;
                nint at = (nint)column * depth;
                GemmPack.Panel<V>(source + at, depth, 1, Math.Min(Width, columns - column), depth, panels + at, WidthAt(column, columns));
            }
        }
    }
}
