using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Makes one number of every window: x [planes, rows, columns] to y [planes, windows down, windows across]. Lanes are neighbouring windows of
/// a row, so every width takes a window's numbers in the same order.
/// </summary>
internal static unsafe class Pool
{
    /// <summary>
    /// Runs the pooling. Where <paramref name="places"/> is not empty, it gets for each window how far behind the window's beginning, in numbers
    /// of the plane, the picked one stands.
    /// </summary>
    public static void Run<TPool>(TPool _, ReadOnlySpan<Real> x, PoolLayout layout, Span<Real> y, Span<Real> places)
        where TPool : struct, IPool
    {
        layout.Check(nameof(Pool), x.Length, y.Length);
        if (places.Length > 0 && places.Length != y.Length)
            Throw.KernelLengths(nameof(Pool), y.Length, places.Length);
        fixed (Real* px = x, py = y, pp = places)
            Workers.For(new Body<TPool>(px, layout, py, pp), layout.Planes, layout.WorthAThread);
    }

    internal readonly struct Body<TPool>(Real* x, PoolLayout layout, Real* y, Real* places) : ILaneBody
        where TPool : struct, IPool
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            PoolWindows rows = layout.Rows;
            PoolWindows columns = layout.Columns;
            int bundles = columns.EndOfBundles;
            for (int plane = start; plane < end; plane++)
            {
                Real* from = x + ((nint)plane * layout.PlaneSize);
                nint to = (nint)plane * layout.PlaneWindows;
                for (int i = 0; i < rows.Count; i++, to += columns.Count)
                {
                    PoolWindow window = rows[i];
                    int divisor = rows.Divisor(i);
                    if (columns.FirstInside > 0)
                        Singles(from, window, divisor, 0, columns.FirstInside, to);
                    int done = Bundles<V>(from, window, divisor, columns.FirstInside, bundles, MayReadBeyond<V>(plane, window), to);
                    if (V.Count > Lanes128.Count)
                        done = Bundles<Lanes128>(from, window, divisor, done, bundles, false, to);
                    if (done < columns.Count)
                        Singles(from, window, divisor, done, columns.Count, to);
                }
            }
        }

        // Rows of images are short: 14 windows fill no bundle of 16. The last one of a row reads on into the next ones, while there are any.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool MayReadBeyond<V>(int plane, PoolWindow window)
            where V : struct, ILanes<V>
        {
            PoolWindows columns = layout.Columns;
            long last = ((long)window.End * columns.Size) + ((long)columns.Stride * V.Count) + columns.Span;
            return last <= (long)(layout.Planes - plane) * layout.PlaneSize;
        }

        // Windows from a column to an end, in whole bundles, or all.
        [MethodImpl(Lanes.Kernel)]
        private int Bundles<V>(Real* from, PoolWindow window, int divisor, int column, int end, bool all, nint to)
            where V : struct, ILanes<V>
        {
            PoolWindows columns = layout.Columns;
            int start = column;
            V divisors = V.All((Real)divisor * columns.Width);
            for (; column + (all ? 0 : V.Count - 1) < end; column += V.Count)
            {
                V value = V.All(TPool.Start);
                V place = V.All((window.First - window.Origin) * columns.Size);
                Real* line = from + ((nint)window.First * columns.Size) + columns.Origin(column);
                for (int row = window.First; row < window.End; row += layout.Rows.Dilation)
                {
                    int behind = (row - window.Origin) * columns.Size;
                    if (columns.Stride == 1)
                        AddNeighbours(line, behind, ref value, ref place);
                    else
                        AddSecondNeighbours(line, behind, ref value, ref place);
                    line += (nint)layout.Rows.Dilation * columns.Size;
                }

                Store(value, divisors, place, to + column, end - column);
            }

            return Math.Max(start, Math.Min(column, end));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void AddNeighbours<V>(Real* line, int behind, ref V value, ref V place)
            where V : struct, ILanes<V>
        {
            for (int k = 0; k < layout.Columns.Span; k += layout.Columns.Dilation)
                TPool.Add(ref value, ref place, V.Load(in line[k], 0), V.All(behind + k));
        }

        // Two positions of all windows at a time. An odd last one comes with the one before it, so that nothing beyond the windows is read.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void AddSecondNeighbours<V>(Real* line, int behind, ref V value, ref V place)
            where V : struct, ILanes<V>
        {
            int width = layout.Columns.Width;
            for (int k = 0; k < width; k += 2)
            {
                int pair = Math.Min(k, width - 2);
                V even = SecondNeighbours.Load(line + pair, out V odd);
                if (pair == k)
                    TPool.Add(ref value, ref place, even, V.All(behind + k));
                TPool.Add(ref value, ref place, odd, V.All(behind + pair + 1));
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Singles(Real* from, PoolWindow window, int divisor, int column, int end, nint to)
        {
            PoolWindows columns = layout.Columns;
            for (; column < end; column++)
            {
                PoolWindow across = columns[column];
                Lanes1 value = Lanes1.All(TPool.Start);
                Lanes1 place = Lanes1.All(((window.First - window.Origin) * columns.Size) + across.First - across.Origin);
                for (int row = window.First; row < window.End; row += layout.Rows.Dilation)
                {
                    Real* line = from + ((nint)row * columns.Size);
                    int behind = ((row - window.Origin) * columns.Size) - across.Origin;
                    for (int k = across.First; k < across.End; k += columns.Dilation)
                        TPool.Add(ref value, ref place, Lanes1.Load(in line[k], 0), Lanes1.All(behind + k));
                }

                Store(value, Lanes1.All((Real)divisor * columns.Divisor(column)), place, to + column, 1);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Store<V>(V value, V divisor, V place, nint to, int windows)
            where V : struct, ILanes<V>
        {
            Lanes.Store(TPool.Result(value, divisor), y + to, windows);
            if (places != null)
                Lanes.Store(place, places + to, windows);
        }
    }
}
