using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>z = f(x, y), where sizes of 1 are repeated to the size of the other operand.</summary>
internal static unsafe class ZipBroadcast
{
    // Streamed runs are multiples of this: whole lines, so that none shares its ends with the next, and long enough for the fence at the end.
    // Adding a row to 8,192 of 1,024 took 2.2 ms instead of 3.0, to 16,384 of 512 2.8 instead of 2.4, and to 8,192 of 1,100 2.8 in both ways.
    private const int StreamedRun = 1024;

    /// <summary>Runs the pass; the result has the shape that broadcasting gives.</summary>
    public static void Run<TZip>(TZip zip, ReadOnlySpan<Real> x, Shape left, ReadOnlySpan<Real> y, Shape right, Span<Real> z, Shape result)
        where TZip : struct, IZip
    {
        if (x.Length != left.Count || y.Length != right.Count || z.Length != result.Count)
            Throw.KernelLengths(nameof(ZipBroadcast), result.Count, z.Length);
        if (left == right)
        {
            Zip.Run(zip, x, y, z);
            return;
        }

        if (z.IsEmpty)
            return;
        BroadcastPlan plan = new(left, right, result);

        // A long run is cut into pieces, so that a single one can still be shared among threads.
        int pieces = Grain.Pieces(plan.Run, Grain.Numbers);
        int grain = Grain.Rows(Math.Min(plan.Run, Grain.Numbers));
        fixed (Real* px = x, py = y, pz = z)
        {
            if (plan.Run % StreamedRun == 0 && StreamedStores.Pay(z, x, y))
                Workers.For(new Body<TZip, StreamedStores>(zip, plan, pieces, px, py, pz), plan.Rows * pieces, grain);
            else
                Workers.For(new Body<TZip, CachedStores>(zip, plan, pieces, px, py, pz), plan.Rows * pieces, grain);
        }
    }

    private readonly struct Body<TZip, TStores>(TZip zip, BroadcastPlan plan, int pieces, Real* x, Real* y, Real* z) : ILaneBody
        where TZip : struct, IZip
        where TStores : struct, IStores
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            (int row, int piece) = Math.DivRem(start, pieces);
            for (int item = start; item < end; item++)
            {
                Piece<V>(row, piece * Grain.Numbers);
                if (++piece == pieces)
                    (row, piece) = (row + 1, 0);
            }
        }

        private void Piece<V>(int row, int first)
            where V : struct, ILanes<V>
        {
            int count = Math.Min(Grain.Numbers, plan.Run - first);
            (int left, int right) = plan.Offsets(row);
            left += plan.LeftMoves ? first : 0;
            right += plan.RightMoves ? first : 0;
            Real* to = z + ((nint)row * plan.Run) + first;
            if (!plan.RightMoves)
                RightStays<V>(zip, x + left, y[right], to, count);
            else if (!plan.LeftMoves)
                LeftStays<V>(zip, x[left], y + right, to, count);
            else if (typeof(TStores) == typeof(StreamedStores))
                new Zip.Streamed<TZip>(zip, x + left, y + right, to).Run<V>(0, count);
            else
                new Zip.Body<TZip>(zip, x + left, y + right, to).Run<V>(0, count);
        }

        [MethodImpl(Lanes.Kernel)]
        private static void RightStays<V>(TZip f, Real* x, Real y, Real* z, int count)
            where V : struct, ILanes<V>
        {
            V all = V.All(y);
            int i = 0;
            while (i <= count - V.Count)
                i += TStores.Store(f.Value(V.Load(in *(x + i), 0), all), z + i);
            if (i < count)
                V.StoreFirst(f.Value(V.LoadFirst(x + i, count - i), all), z + i, count - i);
            TStores.Finish();
        }

        [MethodImpl(Lanes.Kernel)]
        private static void LeftStays<V>(TZip f, Real x, Real* y, Real* z, int count)
            where V : struct, ILanes<V>
        {
            V all = V.All(x);
            int i = 0;
            while (i <= count - V.Count)
                i += TStores.Store(f.Value(all, V.Load(in *(y + i), 0)), z + i);
            if (i < count)
                V.StoreFirst(f.Value(all, V.LoadFirst(y + i, count - i)), z + i, count - i);
            TStores.Finish();
        }
    }
}
