using System.Buffers;
using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Normalises each row of x [rows, width] to mean 0 and variance 1, then scales and shifts column by column; and the way back. Of each
/// row the mean and 1 / standard deviation are kept: statistics [2, rows]. Where the mean is not to be subtracted, 0 takes its place
/// everywhere, and the mean square that of the variance.
/// </summary>
internal static unsafe class RowNormalize
{
    private const int RowsInPiece = 128;

    /// <summary>y[r, j] = (x[r, j] - mean[r]) / sqrt(variance[r] + epsilon) · scale[j] + shift[j].</summary>
    public static void Forward(
        ReadOnlySpan<Real> x,
        ReadOnlySpan<Real> scale,
        ReadOnlySpan<Real> shift,
        Real epsilon,
        bool subtractMean,
        int rows,
        Span<Real> statistics,
        Span<Real> y)
    {
        int width = Check(x, y, scale, rows, statistics);
        fixed (Real* px = x, ps = scale, pb = shift, pt = statistics, py = y)
            Workers.For(new ForwardBody(px, ps, pb, epsilon, subtractMean, rows, width, pt, py), rows, Grain.Rows(width));
    }

    /// <summary>The gradient of x, from that of y.</summary>
    public static void Backward(
        ReadOnlySpan<Real> x,
        ReadOnlySpan<Real> gradient,
        ReadOnlySpan<Real> scale,
        bool subtractMean,
        int rows,
        ReadOnlySpan<Real> statistics,
        Span<Real> result)
    {
        int width = Check(x, result, scale, rows, statistics);
        fixed (Real* px = x, pg = gradient, ps = scale, pt = statistics, pr = result)
            Workers.For(new BackwardBody(px, pg, ps, subtractMean, rows, width, pt, pr), rows, Grain.Rows(width));
    }

    /// <summary>The gradients of shift and scale, from that of y: sums [2, width].</summary>
    public static void ColumnSums(ReadOnlySpan<Real> x, ReadOnlySpan<Real> gradient, int rows, ReadOnlySpan<Real> statistics, Span<Real> sums)
    {
        int width = Check(x, gradient, sums[..(sums.Length / 2)], rows, statistics);
        int pieces = Grain.Pieces(rows, RowsInPiece);
        Real[] rented = ArrayPool<Real>.Shared.Rent(pieces * 2 * width);
        Span<Real> partials = rented.AsSpan(0, pieces * 2 * width);
        fixed (Real* px = x, pg = gradient, pt = statistics, pp = partials)
            Workers.For(new ColumnsBody(px, pg, rows, width, pt, pp), pieces, Grain.Rows(Math.Min(rows, RowsInPiece) * width));
        Reduce.Run(new SumFold(), partials, 1, pieces, 2 * width, sums);
        ArrayPool<Real>.Shared.Return(rented);
    }

    private static int Check(ReadOnlySpan<Real> x, ReadOnlySpan<Real> other, ReadOnlySpan<Real> row, int rows, ReadOnlySpan<Real> statistics)
    {
        int width = row.Length;
        if (x.Length != (long)rows * width || other.Length != x.Length || statistics.Length != 2 * rows)
            Throw.KernelLengths(nameof(RowNormalize), rows * width, x.Length);
        return width;
    }

    internal readonly struct ForwardBody(
        Real* x, Real* scale, Real* shift, Real epsilon, bool subtractMean, int rows, int width, Real* statistics, Real* y)
        : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                Real* from = x + ((nint)row * width);
                Real mean = subtractMean ? Fold.Row<SumFold, V>(new SumFold(), from, width) / width : 0;
                (Real rest, Real squares) = PairFold.Row<SpreadFold, V>(new SpreadFold(), from, from, mean, width);
                Real variance = (subtractMean ? squares - (rest * rest / width) : squares) / width;
                Real inverse = 1 / Real.Sqrt(variance + epsilon);
                statistics[row] = mean;
                statistics[rows + row] = inverse;
                Real* to = y + ((nint)row * width);
                Part<V>(from, mean, inverse, to);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Part<V>(Real* from, Real mean, Real inverse, Real* to)
            where V : struct, ILanes<V>
        {
            V means = V.All(mean);
            V inverses = V.All(inverse);
            int j = 0;
            for (; j <= width - V.Count; j += V.Count)
            {
                V standard = (V.Load(in *(from + j), 0) - means) * inverses;
                V.Store(V.FusedMultiplyAdd(standard, V.Load(in *(scale + j), 0), V.Load(in *(shift + j), 0)), ref *(to + j), 0);
            }

            if (j < width)
            {
                int left = width - j;
                V standard = (V.LoadFirst(from + j, left) - means) * inverses;
                V.StoreFirst(V.FusedMultiplyAdd(standard, V.LoadFirst(scale + j, left), V.LoadFirst(shift + j, left)), to + j, left);
            }
        }
    }

    // With g = gradient · scale and s = (x - mean) / deviation: result = (g - mean(g) - s mean(g s)) / deviation, without mean(g) where no mean
    // was subtracted.
    internal readonly struct BackwardBody(
        Real* x, Real* gradient, Real* scale, bool subtractMean, int rows, int width, Real* statistics, Real* result)
        : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                nint first = (nint)row * width;
                Real mean = statistics[row];
                Real inverse = statistics[rows + row];
                Real* to = result + first;
                new Zip.Body<MultiplyZip>(default, gradient + first, scale, to).Run<V>(0, width);
                (Real sum, Real sumOfProducts) = PairFold.Row<SlopeFold, V>(new SlopeFold(), x + first, to, mean, width);
                Real constant = subtractMean ? -inverse * sum / width : 0;
                Real slope = -inverse * inverse * inverse * sumOfProducts / width;
                Combine<V>(x + first, mean, inverse, slope, constant, to);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Combine<V>(Real* from, Real mean, Real inverse, Real slope, Real constant, Real* to)
            where V : struct, ILanes<V>
        {
            V means = V.All(mean);
            V inverses = V.All(inverse);
            V slopes = V.All(slope);
            V constants = V.All(constant);
            int j = 0;
            for (; j <= width - V.Count; j += V.Count)
            {
                V value = V.FusedMultiplyAdd(V.Load(in *(from + j), 0) - means, slopes, constants);
                V.Store(V.FusedMultiplyAdd(V.Load(in *(to + j), 0), inverses, value), ref *(to + j), 0);
            }

            if (j < width)
            {
                V value = V.FusedMultiplyAdd(V.LoadFirst(from + j, width - j) - means, slopes, constants);
                V.StoreFirst(V.FusedMultiplyAdd(V.LoadFirst(to + j, width - j), inverses, value), to + j, width - j);
            }
        }
    }

    internal readonly struct ColumnsBody(Real* x, Real* gradient, int rows, int width, Real* statistics, Real* partials) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int piece = start; piece < end; piece++)
            {
                for (int j = 0; j < width; j += V.Count)
                    Column<V>(piece, j, width - j);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Column<V>(int piece, int j, int left)
            where V : struct, ILanes<V>
        {
            V sum = V.All(0);
            V sumOfProducts = V.All(0);
            int first = piece * RowsInPiece;
            int end = first + Math.Min(RowsInPiece, rows - first);
            for (int row = first; row < end; row++)
            {
                nint at = ((nint)row * width) + j;
                V standard = (Lanes.Load<V>(x + at, left) - V.All(statistics[row])) * V.All(statistics[rows + row]);
                V g = Lanes.Load<V>(gradient + at, left);
                sum += g;
                sumOfProducts = V.FusedMultiplyAdd(g, standard, sumOfProducts);
            }

            Real* to = partials + ((nint)piece * 2 * width) + j;
            Lanes.Store(sum, to, left);
            Lanes.Store(sumOfProducts, to + width, left);
        }
    }
}
