using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Transforms the weights of a tile's rows, from nine taps to sixteen panels [channels, rows], one for each product.</summary>
internal readonly unsafe struct WinogradWeights(TapWeights weights, int depth, bool rowsFall, bool columnsFall)
{
    /// <summary>Rows that there is room for, as many as the highest tile has at least; and from one tap to the next.</summary>
    private const int MostRows = 16;

    /// <summary>Transforms so many rows from one on, in a group.</summary>
    [MethodImpl(Lanes.Kernel)]
    public void Pack<V>(int group, int row, int height, Real* panels)
        where V : struct, ILanes<V>
    {
        Real* taps = stackalloc Real[Winograd.Taps * Winograd.Taps * MostRows];
        Real* first = weights.Data + (group * weights.Group) + (row * weights.Row);
        for (int c = 0; c < depth; c++, first += weights.Channel, panels += height)
        {
            Gather(first, height, taps);
            for (int s = 0; s < height; s += V.Count)
                Transform<V>(taps + s, panels + s, height - s, (nint)depth * height);
        }
    }

    // The taps by how far they lie from the nearest one, and of each the rows side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Gather(Real* first, int height, Real* taps)
    {
        for (int i = 0; i < Winograd.Taps; i++)
        {
            for (int j = 0; j < Winograd.Taps; j++, taps += MostRows)
            {
                Real* from = first + ((rowsFall ? Winograd.Taps - 1 - i : i) * Winograd.Taps) + (columnsFall ? Winograd.Taps - 1 - j : j);
                for (int s = 0; s < height; s++, from += weights.Row)
                    taps[s] = *from;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform<V>(Real* taps, Real* panel, int rows, nint product)
        where V : struct, ILanes<V>
    {
        Row(taps, out V a0, out V a1, out V a2, out V a3);
        Row(taps + (Winograd.Taps * MostRows), out V b0, out V b1, out V b2, out V b3);
        Row(taps + (2 * Winograd.Taps * MostRows), out V c0, out V c1, out V c2, out V c3);
        Column(a0, b0, c0, panel, rows, product);
        Column(a1, b1, c1, panel + product, rows, product);
        Column(a2, b2, c2, panel + (2 * product), rows, product);
        Column(a3, b3, c3, panel + (3 * product), rows, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<V>(Real* taps, out V p0, out V p1, out V p2, out V p3)
        where V : struct, ILanes<V> =>
        WinogradTransform.Weights(V.Load(in *taps, 0), V.Load(in taps[MostRows], 0), V.Load(in taps[2 * MostRows], 0), out p0, out p1, out p2, out p3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<V>(V g0, V g1, V g2, Real* panel, int rows, nint product)
        where V : struct, ILanes<V>
    {
        WinogradTransform.Weights(g0, g1, g2, out V p0, out V p1, out V p2, out V p3);
        Lanes.Store(p0, panel, rows);
        Lanes.Store(p1, panel + (Winograd.Points * product), rows);
        Lanes.Store(p2, panel + (2 * Winograd.Points * product), rows);
        Lanes.Store(p3, panel + (3 * Winograd.Points * product), rows);
    }
}
