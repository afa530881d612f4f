using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
            Transpose(source, sideStride, side, depth, panel, width);
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

    // Strip by strip along k: reads run straight through memory, and the panel written is small enough to stay in the first cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(Real* source, nint sideStride, int side, int depth, Real* panel, int width)
    {
        int square = Vector128<Real>.Count;
        int s = 0;
        for (; Vector128.IsHardwareAccelerated && s <= side - square; s += square)
        {
            Real* row = source + (s * sideStride);
            int p = 0;
            for (; p <= depth - square; p += square)
                TransposeSquare(row + p, sideStride, panel + (p * width) + s, width);
            for (; p < depth; p++)
            {
                for (int i = 0; i < square; i++)
                    panel[(p * width) + s + i] = row[(i * sideStride) + p];
            }
        }

        for (; s < side; s++)
        {
            for (int p = 0; p < depth; p++)
                panel[(p * width) + s] = source[(s * sideStride) + p];
        }
    }

    // Two rounds of interleaving transpose four by four; one round two by two (in double precision).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(Real* source, nint sourceStride, Real* target, nint targetStride)
    {
        Vector128<Real> row0 = Vector128.Load(source);
        Vector128<Real> row1 = Vector128.Load(source + sourceStride);
        if (Vector128<Real>.Count == 2)
        {
            Low(row0, row1).Store(target);
            High(row0, row1).Store(target + targetStride);
            return;
        }

        Vector128<Real> row2 = Vector128.Load(source + (2 * sourceStride));
        Vector128<Real> row3 = Vector128.Load(source + (3 * sourceStride));
        Vector128<Real> even = Low(row0, row2), odd = Low(row1, row3);
        Low(even, odd).Store(target);
        High(even, odd).Store(target + targetStride);
        even = High(row0, row2);
        odd = High(row1, row3);
        Low(even, odd).Store(target + (2 * targetStride));
        High(even, odd).Store(target + (3 * targetStride));
    }

    // The first halves of both, number by number in turn. .NET has no name for it that covers all processors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<Real> Low(Vector128<Real> left, Vector128<Real> right)
    {
        if (Sse2.IsSupported)
            return Sse2.UnpackLow(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(left, right);
        return Interleave(left, right, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<Real> High(Vector128<Real> left, Vector128<Real> right)
    {
        if (Sse2.IsSupported)
            return Sse2.UnpackHigh(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(left, right);
        return Interleave(left, right, Vector128<Real>.Count / 2);
    }

    private static Vector128<Real> Interleave(Vector128<Real> left, Vector128<Real> right, int first)
    {
        Vector128<Real> result = default;
        for (int i = 0; i < Vector128<Real>.Count; i++)
            result = result.WithElement(i, (i % 2 == 0 ? left : right)[first + (i / 2)]);
        return result;
    }
}
