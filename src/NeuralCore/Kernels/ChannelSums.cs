using System.Buffers;
using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Two sums for each channel of x and y [outer, channels, inner], in one walk. The walk is cut into pieces by the shape alone; pieces
/// are summed apart, by any threads, and their results joined in order.
/// </summary>
internal static unsafe class ChannelSums
{
    private const int RowsInPiece = 128;
    private const int ColumnsInBlock = 256;
    private const int RunInPiece = 4096;

    /// <summary>Runs the pass: sums [2, channels] holds the first sums, then the second ones.</summary>
    public static void Run<TFold>(
        TFold fold, ReadOnlySpan<Real> x, ReadOnlySpan<Real> y, ReadOnlySpan<Real> centers, ChannelLayout layout, Span<Real> sums)
        where TFold : struct, IPairFold
    {
        int channels = layout.Channels;
        if (x.Length != layout.Count || y.Length != layout.Count)
            Throw.KernelLengths(nameof(ChannelSums), layout.Count, Math.Min(x.Length, y.Length));
        if (centers.Length != channels || sums.Length != 2 * channels)
            Throw.KernelLengths(nameof(ChannelSums), channels, centers.Length);
        int cuts = Grain.Pieces(layout.Inner, RunInPiece);
        int pieces = layout.Inner == 1 ? Grain.Pieces(layout.Outer, RowsInPiece) : layout.Outer * cuts;
        Real[] rented = ArrayPool<Real>.Shared.Rent(pieces * 2 * channels);
        Span<Real> partials = rented.AsSpan(0, pieces * 2 * channels);
        fixed (Real* px = x, py = y, pc = centers, pp = partials)
        {
            if (layout.Inner == 1)
            {
                Columns<TFold> body = new(fold, px, py, pc, layout.Outer, channels, pp);
                int rows = Math.Min(layout.Outer, RowsInPiece);
                Workers.For(body, pieces * Grain.Pieces(channels, ColumnsInBlock), Grain.Rows(rows * Math.Min(channels, ColumnsInBlock)));
            }
            else
            {
                Runs<TFold> body = new(fold, px, py, pc, layout, cuts, pp);
                Workers.For(body, pieces * channels, Grain.Rows(Math.Min(layout.Inner, RunInPiece)));
            }
        }

        Reduce.Run(new SumFold(), partials, 1, pieces, 2 * channels, sums);
        ArrayPool<Real>.Shared.Return(rented);
    }

    internal readonly struct Columns<TFold>(TFold fold, Real* x, Real* y, Real* centers, int rows, int channels, Real* partials) : ILaneBody
        where TFold : struct, IPairFold
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int blocks = Grain.Pieces(channels, ColumnsInBlock);
            for (int item = start; item < end; item++)
            {
                (int piece, int block) = Math.DivRem(item, blocks);
                int c = block * ColumnsInBlock;
                int last = c + Math.Min(ColumnsInBlock, channels - c);
                for (; c <= last - (4 * V.Count); c += 4 * V.Count)
                    FourBundles<V>(piece, c);
                for (; c < last; c += V.Count)
                    Bundle<V>(piece, c, last - c);
            }
        }

        // Sums that do not wait for each other, over cache lines that lie side by side.
        [MethodImpl(Lanes.Kernel)]
        private void FourBundles<V>(int piece, int c)
            where V : struct, ILanes<V>
        {
            TFold f = fold;
            V center0 = V.Load(in *(centers + c), 0);
            V center1 = V.Load(in *(centers + c + V.Count), 0);
            V center2 = V.Load(in *(centers + c + (2 * V.Count)), 0);
            V center3 = V.Load(in *(centers + c + (3 * V.Count)), 0);
            V first0 = V.All(0), first1 = first0, first2 = first0, first3 = first0;
            V second0 = first0, second1 = first0, second2 = first0, second3 = first0;
            (nint at, nint end) = Numbers(piece, c);
            for (; at < end; at += channels)
            {
                Step(f, at, center0, ref first0, ref second0);
                Step(f, at + V.Count, center1, ref first1, ref second1);
                Step(f, at + (2 * V.Count), center2, ref first2, ref second2);
                Step(f, at + (3 * V.Count), center3, ref first3, ref second3);
            }

            Real* to = partials + ((nint)piece * 2 * channels) + c;
            Save(to, first0, second0, V.Count);
            Save(to + V.Count, first1, second1, V.Count);
            Save(to + (2 * V.Count), first2, second2, V.Count);
            Save(to + (3 * V.Count), first3, second3, V.Count);
        }

        [MethodImpl(Lanes.Kernel)]
        private void Bundle<V>(int piece, int c, int left)
            where V : struct, ILanes<V>
        {
            TFold f = fold;
            V center = Lanes.Load<V>(centers + c, left);
            V first = V.All(0);
            V second = V.All(0);
            (nint at, nint end) = Numbers(piece, c);
            for (; at < end; at += channels)
            {
                V x1 = Lanes.Load<V>(x + at, left);
                V y1 = Lanes.Load<V>(y + at, left);
                first = f.First(first, x1, y1, center);
                second = f.Second(second, x1, y1, center);
            }

            Save(partials + ((nint)piece * 2 * channels) + c, first, second, left);
        }

        // Where the numbers of a column begin and end in a piece.
        private (nint At, nint End) Numbers(int piece, int c)
        {
            nint start = (nint)piece * RowsInPiece * channels;
            return (start + c, start + ((nint)Math.Min(RowsInPiece, rows - (piece * RowsInPiece)) * channels));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Step<V>(TFold f, nint at, V center, ref V first, ref V second)
            where V : struct, ILanes<V>
        {
            V left = V.Load(in *(x + at), 0);
            V right = V.Load(in *(y + at), 0);
            first = f.First(first, left, right, center);
            second = f.Second(second, left, right, center);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Save<V>(Real* to, V first, V second, int left)
            where V : struct, ILanes<V>
        {
            Lanes.Store(first, to, left);
            Lanes.Store(second, to + channels, left);
        }
    }

    internal readonly struct Runs<TFold>(TFold fold, Real* x, Real* y, Real* centers, ChannelLayout layout, int cuts, Real* partials) : ILaneBody
        where TFold : struct, IPairFold
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int run, int cut) = Math.DivRem(item, cuts);
                (int outer, int c) = Math.DivRem(run, layout.Channels);
                nint from = ((nint)run * layout.Inner) + (cut * RunInPiece);
                int count = Math.Min(RunInPiece, layout.Inner - (cut * RunInPiece));
                (Real first, Real second) = PairFold.Row<TFold, V>(fold, x + from, y + from, centers[c], count);
                Real* to = partials + ((((nint)outer * cuts) + cut) * 2 * layout.Channels) + c;
                *to = first;
                to[layout.Channels] = second;
            }
        }
    }
}
