using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralCore.Kernels;

/// <summary>
/// Copies a strip of a matrix into a panel that a tile reads from start to end: for each k the numbers that stand side by side in
/// the tile (its rows for A, its columns for B). Plain and transposed operands differ only here.
/// </summary>
/// <remarks>Fully optimized from the first call, as <see cref="GemmTile"/>: a panel is too short to be replaced while it runs.</remarks>
internal static unsafe class GemmPack
{
    /// <summary>
    /// Number <c>s</c> of step <c>p</c>, at <c>source[s * sideStride + p * depthStride]</c>, goes to <c>panel[p * width + s]</c>.
    /// </summary>
    /// <param name="source">The first number. One of the two strides is 1.</param>
    /// <param name="sideStride">From one number to its neighbour in the tile.</param>
    /// <param name="depthStride">From one k to the next.</param>
    /// <param name="side">How many numbers stand side by side; the rest of the width is filled with zeros.</param>
    /// <param name="depth">How many steps of k.</param>
    /// <param name="panel">Where the panel goes: <paramref name="width"/> times <paramref name="depth"/> numbers.</param>
    /// <param name="width">The width of the panel.</param>
    public static void Panel<V>(Real* source, nint sideStride, nint depthStride, int side, int depth, Real* panel, int width)
        where V : struct, ILanes<V>
    {
        if (side < width)
            new Span<Real>(panel, width * depth).Clear();
        if (sideStride == 1)
            CopySteps<V>(source, depthStride, side, depth, panel, width);
        else
            Transpose<V>(source, sideStride, side, depth, panel, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopySteps<V>(Real* source, nint depthStride, int side, int depth, Real* panel, int width)
        where V : struct, ILanes<V>
    {
        int half = Vector128.IsHardwareAccelerated ? Lanes128.Count : 1;
        for (int p = 0; p < depth; p++, source += depthStride, panel += width)
        {
            int s = 0;
            for (; s <= side - V.Count; s += V.Count)
                V.Store(V.Load(in *source, (nuint)s), ref *panel, (nuint)s);
            for (; half > 1 && s <= side - half; s += half)
                Lanes128.Store(Lanes128.Load(in *source, (nuint)s), ref *panel, (nuint)s);
            for (; s < side; s++)
                panel[s] = source[s];
        }
    }

    private static void Transpose<V>(Real* source, nint sideStride, int side, int depth, Real* panel, int width)
        where V : struct, ILanes<V>
    {
        int s = 0;
        if (V.Count > Lanes256.Count)
            s = Strips<Lanes512>(source, sideStride, s, side, depth, panel, width);
        if (V.Count >= Lanes256.Count)
            s = Strips<Lanes256>(source, sideStride, s, side, depth, panel, width);
        if (V.Count >= Lanes128.Count)
        {
            s = Strips<Lanes128>(source, sideStride, s, side, depth, panel, width);

            // What is left is less than a bundle: the last one moves back over the one before it.
            if (s < side && side >= Lanes128.Count)
                s = Strips<Lanes128>(source, sideStride, side - Lanes128.Count, side, depth, panel, width);
        }

        Strips<Lanes1>(source, sideStride, s, side, depth, panel, width);
    }

    // Strip by strip along k: reads run straight through memory, and the panel written is small enough to stay in the first cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Strips<V>(Real* source, nint sideStride, int s, int side, int depth, Real* panel, int width)
        where V : struct, ILanes<V>
    {
        for (; s <= side - V.Count; s += V.Count)
        {
            Real* row = source + (s * sideStride), target = panel + s;
            int p = 0;
            for (; p <= depth - V.Piece; p += V.Piece)
                Block<V>(row + p, sideStride, target + ((nint)p * width), width);
            for (; p < depth; p++)
            {
                for (int i = 0; i < V.Count; i++)
                    target[((nint)p * width) + i] = row[(i * sideStride) + p];
            }
        }

        return s;
    }

    // As many steps as a piece has numbers, for one bundle: every piece is a square, which one or two rounds of interleaving transpose.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<V>(Real* source, nint stride, Real* target, nint width)
        where V : struct, ILanes<V>
    {
        nint distance = V.Piece * stride;
        V row0 = V.LoadPieces(in *source, distance);
        if (V.Piece == 1)
        {
            V.Store(row0, ref *target, 0);
            return;
        }

        V row1 = V.LoadPieces(in source[stride], distance);
        if (V.Piece == 2)
        {
            V.Store(V.Low(row0, row1), ref *target, 0);
            V.Store(V.High(row0, row1), ref target[width], 0);
            return;
        }

        V row2 = V.LoadPieces(in source[2 * stride], distance);
        V row3 = V.LoadPieces(in source[3 * stride], distance);
        V even = V.Low(row0, row2), odd = V.Low(row1, row3);
        V.Store(V.Low(even, odd), ref *target, 0);
        V.Store(V.High(even, odd), ref target[width], 0);
        even = V.High(row0, row2);
        odd = V.High(row1, row3);
        V.Store(V.Low(even, odd), ref target[2 * width], 0);
        V.Store(V.High(even, odd), ref target[3 * width], 0);
    }
}
