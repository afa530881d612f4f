using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <content>The same against a whole distribution q in each row.</content>
internal static unsafe partial class SoftmaxCrossEntropy
{
    /// <summary>losses[i] = -Σ q log softmax(x). The terms of the sum are left in <paramref name="terms"/>.</summary>
    public static void Forward(
        ReadOnlySpan<Real> x, ReadOnlySpan<Real> q, int classes, Span<Real> statistics, Span<Real> terms, Span<Real> losses)
    {
        CheckLengths(x.Length, classes, losses.Length, q.Length / classes, terms.Length / classes, statistics.Length / 2);
        fixed (Real* px = x, pq = q, ps = statistics, pt = terms, py = losses)
            Workers.For(new DistributionBody(px, pq, losses.Length, classes, ps, pt, py), losses.Length, Grain.Rows(classes));
    }

    /// <summary>gradient = scales[i] (softmax(x) Σq - q).</summary>
    public static void BackwardOfDistributions(
        ReadOnlySpan<Real> x,
        ReadOnlySpan<Real> q,
        ReadOnlySpan<Real> scales,
        ReadOnlySpan<Real> statistics,
        int classes,
        Span<Real> gradient)
    {
        CheckLengths(x.Length, classes, scales.Length, q.Length / classes, gradient.Length / classes, statistics.Length / 2);
        fixed (Real* px = x, pq = q, pc = scales, ps = statistics, py = gradient)
            Workers.For(new DistributionBackwardBody(px, pq, pc, ps, scales.Length, classes, py), scales.Length, Grain.Rows(classes));
    }

    /// <summary>y = -scales[i] factor log softmax(x).</summary>
    public static void Surprise(
        ReadOnlySpan<Real> x, ReadOnlySpan<Real> scales, Real factor, ReadOnlySpan<Real> statistics, int classes, Span<Real> y)
    {
        CheckLengths(x.Length, classes, scales.Length, y.Length / classes, statistics.Length / 2);
        fixed (Real* px = x, pc = scales, ps = statistics, py = y)
            Workers.For(new SurpriseBody(px, pc, factor, ps, scales.Length, classes, py), scales.Length, Grain.Rows(classes));
    }

    private readonly struct Term(Real max, Real logSum) : IZip
    {
        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => y * ((V.All(max) - x) + V.All(logSum));
    }

    private readonly struct LogLoss(Real max, Real logSum, Real factor) : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.All(factor) * ((V.All(max) - x) + V.All(logSum));
    }

    private readonly struct SubtractScaled(Real scale) : IZip
    {
        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => V.FusedMultiplyAdd(V.All(-scale), y, x);
    }

    internal readonly struct DistributionBody(
        Real* x, Real* q, int rows, int classes, Real* statistics, Real* terms, Real* losses) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            Statistics<V>(x + ((nint)start * classes), end - start, classes, statistics + start, statistics + rows + start);
            for (int row = start; row < end; row++)
            {
                nint offset = (nint)row * classes;
                new Zip.Body<Term>(new Term(statistics[row], statistics[rows + row]), x + offset, q + offset, terms + offset).Run<V>(0, classes);
                losses[row] = Fold.Row<SumFold, V>(new SumFold(), terms + offset, classes);
            }
        }
    }

    internal readonly struct DistributionBackwardBody(
        Real* x, Real* q, Real* scales, Real* statistics, int rows, int classes, Real* gradient) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                nint offset = (nint)row * classes;
                Real* to = gradient + offset;
                Real total = Fold.Row<SumFold, V>(new SumFold(), q + offset, classes);
                ScaledSoftmax<V>(x + offset, statistics[row], statistics[rows + row], scales[row] * total, classes, to);
                new Zip.Body<SubtractScaled>(new SubtractScaled(scales[row]), to, q + offset, to).Run<V>(0, classes);
            }
        }
    }

    internal readonly struct SurpriseBody(
        Real* x, Real* scales, Real factor, Real* statistics, int rows, int classes, Real* y) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                nint offset = (nint)row * classes;
                LogLoss loss = new(statistics[row], statistics[rows + row], scales[row] * factor);
                new Map.Body<LogLoss>(loss, x + offset, y + offset).Run<V>(0, classes);
            }
        }
    }
}
