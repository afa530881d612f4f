using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Transforms what the tiles of a block read, plane by plane, to [products, channels, tiles]. A plane is first copied with the zeros around it;
/// lanes are neighbouring tiles.
/// </summary>
internal unsafe struct WinogradInput
{
    public TapAxis Rows, Columns;

    /// <summary>Where the transformed numbers go: the first of product 0, and from one product and one channel to the next.</summary>
    public Real* Target;
    public nint Product, Channel;

    /// <summary>Room for a plane's part; see <see cref="PlaneNumbers"/>.</summary>
    public Real* Plane;

    /// <summary>Numbers of a plane's part with so many rows and columns of tiles, and what a last bundle reads beyond it.</summary>
    public static long PlaneNumbers(int rows, int columns) =>
        ((long)Width(rows) * Width(columns)) + (3 * Winograd.Beyond);

    /// <summary>Transforms the tiles of an area in so many planes, to the places from <paramref name="first"/> on.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Run<V>(Real* source, int planes, TapArea area, int first)
        where V : struct, ILanes<V>
    {
        nint sourcePlane = (nint)Rows.Source * Columns.Source;
        PatchCopy copy = new()
        {
            SourcePlane = sourcePlane,
            SourceRow = Columns.Source,
            Target = Plane,
            Rows = new(Rows, (area.Row * Winograd.Sums) + Rows.Origin, Width(area.Rows)),
            Columns = new(Columns, (area.Column * Winograd.Sums) + Columns.Origin, Width(area.Columns)),
        };
        for (int c = 0; c < planes; c++, source += sourcePlane)
        {
            copy.Source = source;
            copy.Run<V>(1);
            Transform<V>(area, Target + first + (c * Channel));
        }
    }

    // Narrow rows fill no wide bundle.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Transform<V>(TapArea area, Real* target)
        where V : struct, ILanes<V>
    {
        if (V.Count > Lanes128.Count && area.Columns <= Lanes128.Count)
            TransformAt<Lanes128>(area, target);
        else if (V.Count > Lanes256.Count && area.Columns <= Lanes256.Count)
            TransformAt<Lanes256>(area, target);
        else
            TransformAt<V>(area, target);
    }

    // Down the rows, so that a tile keeps the two rows that it shares with the next one. What a single bundle has too much, the next row writes
    // over, and what the last one has, the next image; of several bundles the last one moves back over the one before it.
    [MethodImpl(Lanes.Kernel)]
    private readonly void TransformAt<V>(TapArea area, Real* target)
        where V : struct, ILanes<V>
    {
        nint pitch = Width(area.Columns), product = Product, last = Math.Max(0, area.Columns - V.Count);
        for (nint t = 0; ; t = Math.Min(t + V.Count, last))
        {
            Real* from = Plane + (Winograd.Sums * t), to = target + t;
            Row(from, out V a0, out V a1, out V a2, out V a3);
            Row(from + pitch, out V b0, out V b1, out V b2, out V b3);
            for (int row = 0; row < area.Rows; row++, to += area.Columns)
            {
                from += Winograd.Sums * pitch;
                Row(from, out V c0, out V c1, out V c2, out V c3);
                Row(from + pitch, out V d0, out V d1, out V d2, out V d3);
                Column(a0, b0, c0, d0, to, product);
                Column(a1, b1, c1, d1, to + product, product);
                Column(a2, b2, c2, d2, to + (2 * product), product);
                Column(a3, b3, c3, d3, to + (3 * product), product);
                (a0, a1, a2, a3) = (c0, c1, c2, c3);
                (b0, b1, b2, b3) = (d0, d1, d2, d3);
            }

            if (t == last)
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<V>(Real* from, out V p0, out V p1, out V p2, out V p3)
        where V : struct, ILanes<V>
    {
        V x0 = SecondNeighbours.Load(from, out V x1);
        V x2 = SecondNeighbours.Load(from + Winograd.Sums, out V x3);
        WinogradTransform.Input(x0, x1, x2, x3, out p0, out p1, out p2, out p3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<V>(V x0, V x1, V x2, V x3, Real* to, nint product)
        where V : struct, ILanes<V>
    {
        WinogradTransform.Input(x0, x1, x2, x3, out V p0, out V p1, out V p2, out V p3);
        V.Store(p0, ref *to, 0);
        V.Store(p1, ref to[Winograd.Points * product], 0);
        V.Store(p2, ref to[2 * Winograd.Points * product], 0);
        V.Store(p3, ref to[3 * Winograd.Points * product], 0);
    }

    private static int Width(int tiles) => Winograd.Sums * (tiles + 1);
}
