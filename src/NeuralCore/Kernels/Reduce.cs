using System.Buffers;

namespace NeuralCore.Kernels;

/// <summary>
/// Reduces the middle axis of x [outer, middle, inner] to y [outer, inner]. The middle axis is cut into chunks whose length the shape
/// alone decides; chunks are folded apart, by any threads, and their results joined in order.
/// </summary>
internal static unsafe class Reduce
{
    private const int RowChunk = 4096;
    private const int ColumnChunk = 128;

    /// <summary>Runs the reduction. An empty middle axis gives the fold's start.</summary>
    public static void Run<TFold>(TFold fold, ReadOnlySpan<Real> x, int outer, int middle, int inner, Span<Real> y)
        where TFold : struct, IFold
    {
        if ((long)outer * middle * inner != x.Length || (long)outer * inner != y.Length)
            Throw.KernelLengths(nameof(Reduce), outer * inner, y.Length);
        int chunk = inner == 1 ? RowChunk : ColumnChunk;
        int chunks = Math.Max(1, (middle + chunk - 1) / chunk);
        if (chunks == 1)
        {
            RunChunks(fold, x, outer, middle, inner, chunk, chunks, y);
            return;
        }

        Real[] rented = ArrayPool<Real>.Shared.Rent(outer * chunks * inner);
        Span<Real> partials = rented.AsSpan(0, outer * chunks * inner);
        RunChunks(fold, x, outer, middle, inner, chunk, chunks, partials);
        Run(new JoinFold<TFold>(fold), partials, outer, chunks, inner, y);
        ArrayPool<Real>.Shared.Return(rented);
    }

    private static void RunChunks<TFold>(
        TFold fold, ReadOnlySpan<Real> x, int outer, int middle, int inner, int chunk, int chunks, Span<Real> partials)
        where TFold : struct, IFold
    {
        fixed (Real* px = x, py = partials)
        {
            Body<TFold> body = new(fold, px, middle, inner, chunk, chunks, py);
            Workers.For(body, outer * chunks, Grain.Rows(Math.Min(middle, chunk) * inner));
        }
    }

    internal readonly struct Body<TFold>(TFold fold, Real* x, int middle, int inner, int chunk, int chunks, Real* partials) : ILaneBody
        where TFold : struct, IFold
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int row, int part) = Math.DivRem(item, chunks);
                int first = part * chunk;
                int count = Math.Min(chunk, middle - first);
                Real* from = x + ((((nint)row * middle) + first) * inner);
                Real* to = partials + ((nint)item * inner);
                if (inner == 1)
                    *to = Fold.Row<TFold, V>(fold, from, count);
                else
                    Columns<V>(from, count, to);
            }
        }

        private void Columns<V>(Real* from, int count, Real* to)
            where V : struct, ILanes<V>
        {
            int column = 0;
            for (; column <= inner - V.Count; column += V.Count)
                Column<V>(from + column, count, to + column);
            for (; column < inner; column++)
                Column<Lanes1>(from + column, count, to + column);
        }

        private void Column<V>(Real* from, int count, Real* to)
            where V : struct, ILanes<V>
        {
            TFold f = fold;
            V partial = V.All(f.Start);
            for (int i = 0; i < count; i++)
                partial = f.Add(partial, V.Load(in *(from + ((nint)i * inner)), 0));
            V.Store(partial, ref *to, 0);
        }
    }
}
