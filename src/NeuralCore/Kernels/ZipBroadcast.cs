using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>z = f(x, y), where sizes of 1 are repeated to the size of the other operand.</summary>
internal static unsafe class ZipBroadcast
{
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
        fixed (Real* px = x, py = y, pz = z)
            Workers.For(new Body<TZip>(zip, plan, pieces, px, py, pz), plan.Rows * pieces, Grain.Rows(Math.Min(plan.Run, Grain.Numbers)));
    }

    internal readonly struct Body<TZip>(TZip zip, BroadcastPlan plan, int pieces, Real* x, Real* y, Real* z) : ILaneBody
        where TZip : struct, IZip
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
            else
                new Zip.Body<TZip>(zip, x + left, y + right, to).Run<V>(0, count);
        }

        [MethodImpl(Lanes.Kernel)]
        private static void RightStays<V>(TZip f, Real* x, Real y, Real* z, int count)
            where V : struct, ILanes<V>
        {
            V all = V.All(y);
            int i = 0;
            for (; i <= count - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(x + i), 0), all), ref *(z + i), 0);
            if (i < count)
                V.StoreFirst(f.Value(V.LoadFirst(x + i, count - i), all), z + i, count - i);
        }

        [MethodImpl(Lanes.Kernel)]
        private static void LeftStays<V>(TZip f, Real x, Real* y, Real* z, int count)
            where V : struct, ILanes<V>
        {
            V all = V.All(x);
            int i = 0;
            for (; i <= count - V.Count; i += V.Count)
                V.Store(f.Value(all, V.Load(in *(y + i), 0)), ref *(z + i), 0);
            if (i < count)
                V.StoreFirst(f.Value(all, V.LoadFirst(y + i, count - i)), z + i, count - i);
        }
    }
}
