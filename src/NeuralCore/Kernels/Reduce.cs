using System.Buffers;
using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Reduces the middle axis of x [outer, middle, inner] to y [outer, inner]. The middle axis is cut into chunks whose length the shape
/// alone decides; chunks are folded apart, by any threads, and their results joined in order.
/// </summary>
internal static unsafe class Reduce
{
    private const int RowChunk = 4096;
    private const int ColumnChunk = 128;

    // A chunk of so many columns stays in the second-level cache, and leaves enough of them for all threads.
    private const int ColumnBlock = 1024;

    /// <summary>Runs the reduction. An empty middle axis gives the fold's start.</summary>
    public static void Run<TFold>(TFold fold, ReadOnlySpan<Real> x, int outer, int middle, int inner, Span<Real> y)
        where TFold : struct, IFold
    {
        if ((long)outer * middle * inner != x.Length || (long)outer * inner != y.Length)
            Throw.KernelLengths(nameof(Reduce), outer * inner, y.Length);
        int chunk = inner == 1 ? RowChunk : ColumnChunk;
        int chunks = Math.Max(1, Grain.Pieces(middle, chunk));
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
            if (inner == 1)
            {
                Workers.For(new Rows<TFold>(fold, px, middle, chunk, chunks, py), outer * chunks, Grain.Rows(Math.Min(middle, chunk)));
                return;
            }

            int blocks = Grain.Pieces(inner, ColumnBlock);
            Columns<TFold> columns = new(fold, px, middle, inner, chunk, chunks, blocks, py);
            Workers.For(columns, outer * chunks * blocks, Grain.Rows(Math.Min(middle, chunk) * Math.Min(inner, ColumnBlock)));
        }
    }

    /// <summary>Neighbouring numbers: each chunk of a row is an item.</summary>
    internal readonly struct Rows<TFold>(TFold fold, Real* x, int middle, int chunk, int chunks, Real* partials) : ILaneBody
        where TFold : struct, IFold
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int item = start;
            while (item < end)
            {
                (int row, int part) = Math.DivRem(item, chunks);
                int first = part * chunk;
                Real* from = x + ((nint)row * middle) + first;
                bool fourFollow = chunks == 1 || Fold.RowsAtOnce * chunk <= middle - first;
                int count = Math.Min(chunk, middle - first);
                if (fourFollow && item + Fold.RowsAtOnce <= end)
                {
                    Fold.FourRows<TFold, V>(fold, from, count, partials + item);
                    item += Fold.RowsAtOnce;
                }
                else
                {
                    partials[item] = Fold.Row<TFold, V>(fold, from, count);
                    item++;
                }
            }
        }
    }

    /// <summary>Numbers that lie apart: lanes are different columns. Each block of columns of a chunk is an item.</summary>
    internal readonly struct Columns<TFold>(TFold fold, Real* x, int middle, int inner, int chunk, int chunks, int blocks, Real* partials)
        : ILaneBody
        where TFold : struct, IFold
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int chunkItem, int block) = Math.DivRem(item, blocks);
                (int row, int part) = Math.DivRem(chunkItem, chunks);
                int first = part * chunk;
                Real* from = x + ((((nint)row * middle) + first) * inner);
                Real* to = partials + ((nint)chunkItem * inner);
                int column = block * ColumnBlock;
                Block<V>(from, Math.Min(chunk, middle - first), to, column, column + Math.Min(ColumnBlock, inner - column));
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Block<V>(Real* from, int count, Real* to, int column, int end)
            where V : struct, ILanes<V>
        {
            for (; column <= end - (4 * V.Count); column += 4 * V.Count)
                FourBundles<V>(from + column, count, to + column);
            for (; column <= end - V.Count; column += V.Count)
                Bundle<V>(from + column, count, to + column);
            for (; column < end; column++)
                Bundle<Lanes1>(from + column, count, to + column);
        }

        // Four sums that do not wait for each other, over cache lines that lie side by side: 128 x 512 numbers took 12 us, and take 4.5.
        // Compiled at once, as all that has a loop: until the runtime had seen it often, 2048 x 2048 numbers took 10 ms, and take 0.6.
        [MethodImpl(Lanes.Kernel)]
        private void FourBundles<V>(Real* from, int count, Real* to)
            where V : struct, ILanes<V>
        {
            TFold f = fold;
            V partial0 = V.All(f.Start);
            V partial1 = partial0;
            V partial2 = partial0;
            V partial3 = partial0;
            for (int i = 0; i < count; i++)
            {
                Real* line = from + ((nint)i * inner);
                partial0 = f.Add(partial0, V.Load(in *line, 0));
                partial1 = f.Add(partial1, V.Load(in *(line + V.Count), 0));
                partial2 = f.Add(partial2, V.Load(in *(line + (2 * V.Count)), 0));
                partial3 = f.Add(partial3, V.Load(in *(line + (3 * V.Count)), 0));
            }

            V.Store(partial0, ref *to, 0);
            V.Store(partial1, ref *(to + V.Count), 0);
            V.Store(partial2, ref *(to + (2 * V.Count)), 0);
            V.Store(partial3, ref *(to + (3 * V.Count)), 0);
        }

        [MethodImpl(Lanes.Kernel)]
        private void Bundle<V>(Real* from, int count, Real* to)
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
