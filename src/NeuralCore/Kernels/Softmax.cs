using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Softmax and its logarithm along the middle axis of x [outer, middle, inner], and their way back. The largest number is taken off first,
/// so that no exponential overflows. Where the inner axis is 1 the sums are folds of rows; elsewhere lanes are different columns.
/// </summary>
internal static unsafe class Softmax
{
    /// <summary>y = softmax x, or its logarithm, as the form says.</summary>
    public static void Run<TForm>(TForm form, ReadOnlySpan<Real> x, int outer, int middle, int inner, Span<Real> y)
        where TForm : struct, ISoftmax
    {
        CheckLengths(x.Length, y.Length, outer, middle, inner);
        fixed (Real* px = x, py = y)
            Workers.For(new Forward<TForm>(form, px, middle, inner, py), outer, Grain.Rows(middle * inner));
    }

    /// <summary>dx for the result y and its gradient dy.</summary>
    public static void RunBack<TForm>(
        TForm form, ReadOnlySpan<Real> y, ReadOnlySpan<Real> dy, int outer, int middle, int inner, Span<Real> dx)
        where TForm : struct, ISoftmax
    {
        CheckLengths(y.Length, dx.Length, outer, middle, inner);
        CheckLengths(dy.Length, dx.Length, outer, middle, inner);
        fixed (Real* py = y, pdy = dy, pdx = dx)
            Workers.For(new Backward<TForm>(form, py, pdy, middle, inner, pdx), outer, Grain.Rows(middle * inner));
    }

    private static void CheckLengths(int from, int to, int outer, int middle, int inner)
    {
        if ((long)outer * middle * inner != to || from != to)
            Throw.KernelLengths(nameof(Softmax), to, from);
    }

    internal readonly struct Forward<TForm>(TForm form, Real* x, int middle, int inner, Real* y) : ILaneBody
        where TForm : struct, ISoftmax
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                nint offset = (nint)item * middle * inner;
                if (inner == 1)
                {
                    Row<V>(x + offset, y + offset);
                    continue;
                }

                int column = 0;
                for (; column <= inner - V.Count; column += V.Count)
                    Column<V>(x + offset + column, y + offset + column);
                for (; column < inner; column++)
                    Column<Lanes1>(x + offset + column, y + offset + column);
            }
        }

        private void Row<V>(Real* from, Real* to)
            where V : struct, ILanes<V>
        {
            TForm f = form;
            Real max = Fold.Row<MaxFold, V>(new MaxFold(), from, middle);
            Real sum = Fold.ZippedRow<SumFold, ShiftedExp, V>(new SumFold(), new ShiftedExp(max), from, from, to, middle);
            Real scale = 0;
            Lanes1.Store(f.Scale(Lanes1.All(sum)), ref scale, 0);

            int i = 0;
            for (; i <= middle - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(from + i), 0) - V.All(max), V.Load(in *(to + i), 0), V.All(scale)), ref *(to + i), 0);
            for (; i < middle; i++)
                Lanes1.Store(f.Value(Lanes1.All(from[i] - max), Lanes1.All(to[i]), Lanes1.All(scale)), ref to[i], 0);
        }

        private void Column<V>(Real* from, Real* to)
            where V : struct, ILanes<V>
        {
            TForm f = form;
            V max = V.All(Real.NegativeInfinity);
            for (int i = 0; i < middle; i++)
                max = V.Max(max, V.Load(in *(from + ((nint)i * inner)), 0));
            V sum = V.All(0);
            for (int i = 0; i < middle; i++)
            {
                V exp = LanesMath.Exp(V.Load(in *(from + ((nint)i * inner)), 0) - max);
                V.Store(exp, ref *(to + ((nint)i * inner)), 0);
                sum += exp;
            }

            V scale = f.Scale(sum);
            for (int i = 0; i < middle; i++)
            {
                Real* target = to + ((nint)i * inner);
                V.Store(f.Value(V.Load(in *(from + ((nint)i * inner)), 0) - max, V.Load(in *target, 0), scale), ref *target, 0);
            }
        }
    }

    internal readonly struct Backward<TForm>(TForm form, Real* y, Real* dy, int middle, int inner, Real* dx) : ILaneBody
        where TForm : struct, ISoftmax
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                nint offset = (nint)item * middle * inner;
                if (inner == 1)
                {
                    Row<V>(y + offset, dy + offset, dx + offset);
                    continue;
                }

                int column = 0;
                for (; column <= inner - V.Count; column += V.Count)
                    Column<V>(y + offset + column, dy + offset + column, dx + offset + column);
                for (; column < inner; column++)
                    Column<Lanes1>(y + offset + column, dy + offset + column, dx + offset + column);
            }
        }

        private void Row<V>(Real* result, Real* gradient, Real* to)
            where V : struct, ILanes<V>
        {
            TForm f = form;
            Real sum = Fold.ZippedRow<SumFold, Term, V>(new SumFold(), new Term(f), result, gradient, to, middle);
            int i = 0;
            for (; i <= middle - V.Count; i += V.Count)
                V.Store(f.Slope(V.Load(in *(result + i), 0), V.Load(in *(gradient + i), 0), V.All(sum)), ref *(to + i), 0);
            for (; i < middle; i++)
                Lanes1.Store(f.Slope(Lanes1.All(result[i]), Lanes1.All(gradient[i]), Lanes1.All(sum)), ref to[i], 0);
        }

        private void Column<V>(Real* result, Real* gradient, Real* to)
            where V : struct, ILanes<V>
        {
            TForm f = form;
            V sum = V.All(0);
            for (int i = 0; i < middle; i++)
                sum += f.Term(V.Load(in *(result + ((nint)i * inner)), 0), V.Load(in *(gradient + ((nint)i * inner)), 0));
            for (int i = 0; i < middle; i++)
            {
                nint offset = (nint)i * inner;
                V.Store(f.Slope(V.Load(in *(result + offset), 0), V.Load(in *(gradient + offset), 0), sum), ref *(to + offset), 0);
            }
        }

        private readonly struct Term(TForm form) : IZip
        {
            public V Value<V>(V x, V y)
                where V : struct, ILanes<V> => form.Term(x, y);
        }
    }

    private readonly struct ShiftedExp(Real max) : IZip
    {
        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => LanesMath.Exp(x - V.All(max));
    }
}
