using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Picks single numbers along the middle axis, and adds numbers back to where they were picked.</summary>
internal static unsafe class GatherElements
{
    private const int Strip = 32;

    /// <summary>y[o, j, i] = x[o, index[o, j, i], i] with x [outer, size, inner], index and y [outer, count, inner].</summary>
    public static void Run(ReadOnlySpan<Real> x, ReadOnlySpan<int> index, Span<Real> y, int outer, int size, int count, int inner)
    {
        Check(x.Length, index.Length, y.Length, outer, size, count, inner);
        if (y.IsEmpty)
            return;
        fixed (Real* px = x, py = y)
        fixed (int* pi = index)
            Workers.For(new Body(px, pi, py, size, count, inner), outer * count, Grain.Rows(inner));
    }

    /// <summary>x[o, index[o, j, i], i] += y[o, j, i]. Threads take columns, so every sum is added up in the order of j.</summary>
    public static void Add(Span<Real> x, ReadOnlySpan<int> index, ReadOnlySpan<Real> y, int outer, int size, int count, int inner)
    {
        Check(x.Length, index.Length, y.Length, outer, size, count, inner);
        int strips = Grain.Pieces(inner, Strip);
        fixed (Real* px = x, py = y)
        fixed (int* pi = index)
            Workers.For(new AddBody(px, pi, py, size, count, inner, strips), outer * strips, Grain.Rows(count * Math.Min(inner, Strip)));
    }

    private static void Check(int x, int index, int y, int outer, int size, int count, int inner)
    {
        if (x != (long)outer * size * inner || y != (long)outer * count * inner || index != y)
            Throw.KernelLengths(nameof(GatherElements), outer * count * inner, y);
    }

    internal readonly struct Body(Real* x, int* index, Real* y, int size, int count, int inner) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            (int o, int j) = Math.DivRem(start, count);
            for (int row = start; row < end; row++)
            {
                Real* from = x + ((nint)o * size * inner);
                nint first = (nint)row * inner;
                for (int i = 0; i < inner; i++)
                    y[first + i] = from[((nint)index[first + i] * inner) + i];
                if (++j == count)
                    (o, j) = (o + 1, 0);
            }
        }
    }

    internal readonly struct AddBody(Real* x, int* index, Real* y, int size, int count, int inner, int strips) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int o, int strip) = Math.DivRem(item, strips);
                int first = strip * Strip;
                int last = first + Math.Min(Strip, inner - first);
                Real* sums = x + ((nint)o * size * inner);
                for (int j = 0; j < count; j++)
                {
                    nint row = (((nint)o * count) + j) * inner;
                    for (int i = first; i < last; i++)
                        sums[((nint)index[row + i] * inner) + i] += y[row + i];
                }
            }
        }
    }
}
