using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Transforms the output's gradient in the tiles of an area, for one panel of output channels: from [places, channels] to
/// [products, tiles, channels]. Lanes are neighbouring channels.
/// </summary>
internal unsafe struct WinogradGradient
{
    /// <summary>The gradient of the area's places, row by row, each with the channels of the panel; and how many places there are.</summary>
    public Real* Source;
    public int Rows, Columns;

    /// <summary>Where the transformed numbers go, and from one product to the next.</summary>
    public Real* Target;
    public nint Product;

    /// <summary>Transforms all tiles. What a tile has beyond the area counts as zero.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Run<V>(int width)
        where V : struct, ILanes<V>
    {
        Real* to = Target;
        for (int row = 0; row < Rows; row += Winograd.Sums)
        {
            for (int column = 0; column < Columns; column += Winograd.Sums, to += width)
            {
                Real* from = Source + (((nint)row * Columns) + column) * width, below = from + ((nint)Columns * width);
                bool hasRight = column + 1 < Columns, hasBelow = row + 1 < Rows;
                for (nint o = 0; o < width; o += V.Count)
                {
                    Row<V>(from + o, true, hasRight, width, out V a0, out V a1, out V a2, out V a3);
                    Row<V>(below + o, hasBelow, hasRight, width, out V b0, out V b1, out V b2, out V b3);
                    Column(a0, b0, to + o);
                    Column(a1, b1, to + o + Product);
                    Column(a2, b2, to + o + (2 * Product));
                    Column(a3, b3, to + o + (3 * Product));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<V>(Real* from, bool hasLeft, bool hasRight, int width, out V p0, out V p1, out V p2, out V p3)
        where V : struct, ILanes<V>
    {
        V left = hasLeft ? V.Load(in *from, 0) : V.All(0);
        V right = hasLeft && hasRight ? V.Load(in from[width], 0) : V.All(0);
        WinogradTransform.Gradient(left, right, out p0, out p1, out p2, out p3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Column<V>(V upper, V lower, Real* to)
        where V : struct, ILanes<V>
    {
        WinogradTransform.Gradient(upper, lower, out V p0, out V p1, out V p2, out V p3);
        V.Store(p0, ref *to, 0);
        V.Store(p1, ref to[Winograd.Points * Product], 0);
        V.Store(p2, ref to[2 * Winograd.Points * Product], 0);
        V.Store(p3, ref to[3 * Winograd.Points * Product], 0);
    }
}
