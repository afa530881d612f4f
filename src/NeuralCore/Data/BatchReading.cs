using NeuralCore.Kernels;

namespace NeuralCore.Data;

/// <summary>
/// Reads a batch. Where a dataset allows it, threads read as many examples each as kernels give them rows, so that a core computes on
/// the examples that it has read and they need not move to another one.
/// </summary>
internal static unsafe class BatchReading
{
    public static void Run(IDataset dataset, ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
    {
        int input = dataset.InputShape.Count, target = dataset.TargetShape.Count;
        if (!dataset.AllowsConcurrentReads)
        {
            dataset.Read(indices, inputs, targets);
            return;
        }

        fixed (int* pi = indices)
        fixed (Real* px = inputs, pt = targets)
            Workers.For(new Body(dataset, pi, px, input, pt, target), indices.Length, Grain.Rows(input + target));
    }

    private readonly struct Body(IDataset dataset, int* indices, Real* inputs, int input, Real* targets, int target) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int count = end - start;
            dataset.Read(
                new ReadOnlySpan<int>(indices + start, count),
                new Span<Real>(inputs + ((nint)start * input), count * input),
                new Span<Real>(targets + ((nint)start * target), count * target));
        }
    }
}
