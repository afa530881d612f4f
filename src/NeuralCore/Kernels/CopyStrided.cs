using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Copies numbers into another arrangement: permuted, repeated, reversed, cut out, or put into a larger whole.</summary>
internal static unsafe class CopyStrided
{
    // One cache line of single-precision numbers: a tile reads and writes whole lines, each once.
    private const int Tile = 16;

    /// <summary>Runs the copy. The spans must not overlap.</summary>
    public static void Run(CopyPlan plan, ReadOnlySpan<Real> x, Span<Real> y)
    {
        plan.Check(nameof(CopyStrided), x.Length, y.Length);
        if (plan.IsEmpty)
            return;
        fixed (Real* px = x, py = y)
        {
            if (plan.IsTransposed)
            {
                int strips = Grain.Pieces(plan.Cross.Size, Tile);
                Workers.For(new Tiles(plan, strips, px, py), plan.Rows * strips, Grain.Rows(Tile * plan.Run.Size));
            }
            else
            {
                // A long run is cut into pieces, so that a single one can still be shared among threads.
                int pieces = Grain.Pieces(plan.Run.Size, Grain.Numbers);
                Workers.For(new Runs(plan, pieces, px, py), plan.Rows * pieces, Grain.Rows(Math.Min(plan.Run.Size, Grain.Numbers)));
            }
        }
    }

    internal readonly struct Runs(CopyPlan plan, int pieces, Real* x, Real* y) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            (int row, int piece) = Math.DivRem(start, pieces);
            Span<int> index = stackalloc int[plan.OuterRank];
            plan.Start(row, index, out nint from, out nint to);
            for (int item = start; item < end; item++)
            {
                int first = piece * Grain.Numbers;
                int count = Math.Min(Grain.Numbers, plan.Run.Size - first);
                Piece(x + from + ((nint)first * plan.Run.From), y + to + ((nint)first * plan.Run.To), count);
                if (++piece < pieces)
                    continue;
                piece = 0;
                plan.Next(index, ref from, ref to);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Piece(Real* from, Real* to, int count)
        {
            nint fromStep = plan.Run.From;
            nint toStep = plan.Run.To;
            if (fromStep == 1 && toStep == 1)
            {
                new ReadOnlySpan<Real>(from, count).CopyTo(new Span<Real>(to, count));
            }
            else if (fromStep == 0 && toStep == 1)
            {
                new Span<Real>(to, count).Fill(*from);
            }
            else
            {
                for (int i = 0; i < count; i++)
                    to[i * toStep] = from[i * fromStep];
            }
        }
    }

    // An item is a strip of sixteen numbers along the source's innermost axis, over the whole run.
    internal readonly struct Tiles(CopyPlan plan, int strips, Real* x, Real* y) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            Real* buffer = stackalloc Real[Tile * Tile];
            Span<int> index = stackalloc int[plan.OuterRank];
            (int row, int strip) = Math.DivRem(start, strips);
            plan.Start(row, index, out nint from, out nint to);
            for (int item = start; item < end; item++)
            {
                int first = strip * Tile;
                int columns = Math.Min(Tile, plan.Cross.Size - first);
                Strip<V>(x + from + first, y + to + ((nint)first * plan.Cross.To), columns, buffer);
                if (++strip < strips)
                    continue;
                strip = 0;
                plan.Next(index, ref from, ref to);
            }
        }

        // Through a buffer, because rows whose distance is a power of two fall into the same few places of the cache, and would
        // push each other out before the other fifteen numbers of their lines are read.
        [MethodImpl(Lanes.Kernel)]
        private void Strip<V>(Real* from, Real* to, int columns, Real* buffer)
            where V : struct, ILanes<V>
        {
            for (int first = 0; first < plan.Run.Size; first += Tile)
            {
                int rows = Math.Min(Tile, plan.Run.Size - first);
                for (int r = 0; r < rows; r++)
                {
                    Real* line = from + ((nint)(first + r) * plan.Run.From);
                    int c = 0;
                    for (; c <= columns - V.Count; c += V.Count)
                        V.Store(V.Load(in *(line + c), 0), ref *(buffer + (r * Tile) + c), 0);
                    for (; c < columns; c++)
                        buffer[(r * Tile) + c] = line[c];
                }

                for (int c = 0; c < columns; c++)
                {
                    Real* line = to + ((nint)c * plan.Cross.To) + first;
                    for (int r = 0; r < rows; r++)
                        line[r] = buffer[(r * Tile) + c];
                }
            }
        }
    }
}
