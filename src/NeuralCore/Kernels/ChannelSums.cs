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
                for (; c <= last - V.Count; c += V.Count)
                    Column<V>(piece, c);
                for (; c < last; c++)
                    Column<Lanes1>(piece, c);
            }
        }

        private void Column<V>(int piece, int c)
            where V : struct, ILanes<V>
        {
            TFold f = fold;
            V center = V.Load(in *(centers + c), 0);
            V first = V.All(0);
            V second = V.All(0);
            int start = piece * RowsInPiece;
            int end = start + Math.Min(RowsInPiece, rows - start);
            for (int row = start; row < end; row++)
            {
                nint at = ((nint)row * channels) + c;
                V left = V.Load(in *(x + at), 0);
                V right = V.Load(in *(y + at), 0);
                first = f.First(first, left, right, center);
                second = f.Second(second, left, right, center);
            }

            Real* to = partials + ((nint)piece * 2 * channels) + c;
            V.Store(first, ref *to, 0);
            V.Store(second, ref *(to + channels), 0);
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
