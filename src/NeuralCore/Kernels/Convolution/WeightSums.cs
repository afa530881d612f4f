using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Adds the sums of all chunks in order, and brings them from [in · taps, out] to the weights' order [out, in · taps].</summary>
internal readonly unsafe struct WeightSums(WeightParts parts, int groups, int channels, Real* sums, Real* target) : ILaneBody
{
    // Output channels that are transposed together.
    private const int Block = 16;

    public static void Run(in ConvolutionShape shape, WeightParts parts, Real* sums, Real* target)
    {
        int blocks = GemmBlocks.Count(shape.OutPerGroup, Block);
        Workers.For(new WeightSums(parts, shape.Groups, shape.OutPerGroup, sums, target), shape.Groups * blocks, Grain.Rows((long)parts.Chunks * parts.Depth * Block));
    }

    [MethodImpl(Lanes.Kernel)]
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        int blocks = GemmBlocks.Count(channels, Block);
        nint chunk = (nint)groups * parts.Depth * parts.Stride;
        for (int item = start; item < end; item++)
        {
            (int group, int block) = Math.DivRem(item, blocks);
            int first = block * Block, count = Math.Min(Block, channels - first);
            Real* total = sums + ((nint)group * parts.Depth * parts.Stride) + first;
            for (int k = 0; k < parts.Depth && parts.Chunks > 1; k++)
                Add<V>(total + ((nint)k * parts.Stride), chunk, count);
            Real* to = target + (((nint)group * channels) + first) * parts.Depth;
            GemmPack.Panel<V>(total, parts.Stride, 1, parts.Depth, count, to, parts.Depth);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private void Add<V>(Real* row, nint chunk, int count)
        where V : struct, ILanes<V>
    {
        for (int j = 0; j < count; j += V.Count)
        {
            V sum = Lanes.Load<V>(row + j, count - j);
            for (int i = 1; i < parts.Chunks; i++)
                sum += Lanes.Load<V>(row + (i * chunk) + j, count - j);
            Lanes.Store(sum, row + j, count - j);
        }
    }
}
