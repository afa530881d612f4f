using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The cross-entropy of softmax, row by row, against labels. The logarithm of a probability is (x - max) - log Σ e^(x - max); the maximum
/// and the logarithm of each row, statistics [2, rows], are what the way back needs beside x.
/// </summary>
/// <remarks>They are kept apart: added up, a large maximum would swallow the last digits of a small logarithm.</remarks>
internal static unsafe partial class SoftmaxCrossEntropy
{
    /// <summary>losses[i] = weights[i] (log Σ e^x - x[label]); 0 where the weight is 0, whatever the label.</summary>
    public static void Forward(
        ReadOnlySpan<Real> x, ReadOnlySpan<Real> labels, ReadOnlySpan<Real> weights, int classes, Span<Real> statistics, Span<Real> losses)
    {
        CheckLengths(x.Length, classes, losses.Length, labels.Length, weights.Length, statistics.Length / 2);
        fixed (Real* px = x, pl = labels, pw = weights, ps = statistics, py = losses)
            Workers.For(new ForwardBody(px, pl, pw, losses.Length, classes, ps, py), losses.Length, Grain.Rows(classes));
    }

    /// <summary>gradient = scales[i] (softmax(x) - 1 at the label); zeros where the scale is 0, whatever the label.</summary>
    public static void Backward(
        ReadOnlySpan<Real> x,
        ReadOnlySpan<Real> labels,
        ReadOnlySpan<Real> scales,
        ReadOnlySpan<Real> statistics,
        int classes,
        Span<Real> gradient)
    {
        CheckLengths(x.Length, classes, scales.Length, labels.Length, gradient.Length / classes, statistics.Length / 2);
        fixed (Real* px = x, pl = labels, pc = scales, ps = statistics, py = gradient)
            Workers.For(new BackwardBody(px, pl, pc, ps, scales.Length, classes, py), scales.Length, Grain.Rows(classes));
    }

    private static void CheckLengths(int count, int classes, int rows, params ReadOnlySpan<int> others)
    {
        if ((long)rows * classes != count)
            Throw.KernelLengths(nameof(SoftmaxCrossEntropy), count, rows * classes);
        foreach (int other in others)
        {
            if (other != rows)
                Throw.KernelLengths(nameof(SoftmaxCrossEntropy), rows, other);
        }
    }

    /// <summary>Writes the largest x of each row, and log Σ e^(x - max). The logarithms come last, so that lanes can take them together.</summary>
    [MethodImpl(Lanes.Kernel)]
    private static void Statistics<V>(Real* x, int count, int classes, Real* maxima, Real* logSums)
        where V : struct, ILanes<V>
    {
        for (int row = 0; row < count; row++, x += classes)
        {
            maxima[row] = Fold.Row<MaxFold, V>(new MaxFold(), x, classes);
            logSums[row] = Fold.Row<ExpFold, V>(new ExpFold(maxima[row]), x, classes);
        }

        new Map.Body<Logarithm>(default, logSums, logSums).Run<V>(0, count);
    }

    /// <summary>to = factor softmax(x).</summary>
    private static void ScaledSoftmax<V>(Real* x, Real max, Real logSum, Real factor, int classes, Real* to)
        where V : struct, ILanes<V> => new Map.Body<Softmax>(new Softmax(max, logSum, factor), x, to).Run<V>(0, classes);

    private readonly struct ExpFold(Real max) : IFold
    {
        public Real Start => 0;

        public V Add<V>(V partial, V x)
            where V : struct, ILanes<V> => partial + LanesMath.ExpOfNegative(x - V.All(max));

        public V Join<V>(V left, V right)
            where V : struct, ILanes<V> => left + right;
    }

    private readonly struct Logarithm : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => LanesMath.Log(x);
    }

    private readonly struct Softmax(Real max, Real logSum, Real factor) : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => LanesMath.ExpOfNegative((x - V.All(max)) - V.All(logSum)) * V.All(factor);
    }

    internal readonly struct ForwardBody(
        Real* x, Real* labels, Real* weights, int rows, int classes, Real* statistics, Real* losses) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            Real* maxima = statistics;
            Real* logSums = statistics + rows;
            Statistics<V>(x + ((nint)start * classes), end - start, classes, maxima + start, logSums + start);
            for (int row = start; row < end; row++)
            {
                Real* from = x + ((nint)row * classes);
                losses[row] = weights[row] == 0 ? 0 : weights[row] * ((maxima[row] - from[(int)labels[row]]) + logSums[row]);
            }
        }
    }

    internal readonly struct BackwardBody(
        Real* x, Real* labels, Real* scales, Real* statistics, int rows, int classes, Real* gradient) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                nint offset = (nint)row * classes;
                if (scales[row] == 0)
                    new Span<Real>(gradient + offset, classes).Clear();
                else
                    ScaledSoftmax<V>(x + offset, statistics[row], statistics[rows + row], scales[row], classes, gradient + offset);
            }

            // Apart, because a number that was just stored as part of a bundle cannot be read before the store has reached the cache.
            for (int row = start; row < end; row++)
            {
                if (scales[row] != 0)
                    gradient[((nint)row * classes) + (int)labels[row]] -= scales[row];
            }
        }
    }
}
