using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Adds the sums of all chunks in order, transforms them to nine taps, and brings these from [in · taps, out] to the weights' order [out, in · taps].</summary>
internal readonly unsafe struct WinogradWeightSums(ConvolutionShape shape, WeightParts parts, Real* sums, Real* target) : ILaneBody
{
    // Output channels that are transposed together.
    private const int Block = 16;

    public static void Run(in ConvolutionShape shape, WeightParts parts, Real* sums, Real* target) => Workers.For(
        new WinogradWeightSums(shape, parts, sums, target),
        shape.Groups * GemmBlocks.Count(shape.OutPerGroup, Block),
        Grain.Rows((long)parts.Chunks * parts.Depth * Block));

    [MethodImpl(Lanes.Kernel)]
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        int blocks = GemmBlocks.Count(shape.OutPerGroup, Block), taps = shape.InPerGroup * shape.Taps;
        using Scratch transformed = Scratch.Rent((long)taps * Block);
        for (int item = start; item < end; item++)
        {
            (int group, int block) = Math.DivRem(item, blocks);
            int first = block * Block, count = Math.Min(Block, shape.OutPerGroup - first);
            Real* from = sums + ((nint)group * parts.Depth * parts.Stride) + first, to = transformed.Data;
            for (int i = 0; i < shape.InPerGroup; i++, from += parts.Stride, to += shape.Taps * Block)
            {
                for (int o = 0; o < Block; o += V.Count)
                    Transform<V>(from + o, to + o);
            }

            GemmPack.Panel<V>(transformed.Data, Block, 1, taps, count, target + ((((nint)group * shape.OutPerGroup) + first) * taps), taps);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Transform<V>(Real* from, Real* to)
        where V : struct, ILanes<V>
    {
        nint row = Winograd.Points * (nint)shape.InPerGroup * parts.Stride;
        Row(from, out V a0, out V a1, out V a2);
        Row(from + row, out V b0, out V b1, out V b2);
        Row(from + (2 * row), out V c0, out V c1, out V c2);
        Row(from + (3 * row), out V d0, out V d1, out V d2);
        Column(a0, b0, c0, d0, to);
        Column(a1, b1, c1, d1, to + Block);
        Column(a2, b2, c2, d2, to + (2 * Block));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Row<V>(Real* from, out V g0, out V g1, out V g2)
        where V : struct, ILanes<V>
    {
        nint product = (nint)shape.InPerGroup * parts.Stride;
        WinogradTransform.WeightGradient(
            Total<V>(from), Total<V>(from + product), Total<V>(from + (2 * product)), Total<V>(from + (3 * product)), out g0, out g1, out g2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<V>(V p0, V p1, V p2, V p3, Real* to)
        where V : struct, ILanes<V>
    {
        WinogradTransform.WeightGradient(p0, p1, p2, p3, out V g0, out V g1, out V g2);
        V.Store(g0, ref *to, 0);
        V.Store(g1, ref to[Winograd.Taps * Block], 0);
        V.Store(g2, ref to[2 * Winograd.Taps * Block], 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Total<V>(Real* from)
        where V : struct, ILanes<V>
    {
        nint chunk = (nint)shape.Groups * parts.Depth * parts.Stride;
        V sum = V.Load(in *from, 0);
        for (int i = 1; i < parts.Chunks; i++)
            sum += V.Load(in from[i * chunk], 0);
        return sum;
    }
}
