using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Picks whole rows by number, and adds rows back to where they were picked.</summary>
internal static unsafe class GatherRows
{
    // Two cache lines of single-precision numbers: narrow enough that a table of 128 columns still feeds four threads.
    private const int Strip = 32;

    // Numbers of a table that one thread clears and adds to: 128 KB in single precision.
    private const int PieceNumbers = 32 * 1024;

    /// <summary>In an index to add by: the row is left out.</summary>
    public const int Nowhere = -1;

    /// <summary>y[o, j, :] = x[o, index[j], :] with x [outer, size, inner] and y [outer, index.Length, inner].</summary>
    public static void Run(ReadOnlySpan<Real> x, ReadOnlySpan<int> index, Span<Real> y, int outer, int size, int inner)
    {
        Check(x.Length, y.Length, index.Length, outer, size, inner);
        if (y.IsEmpty)
            return;
        fixed (Real* px = x, py = y)
        fixed (int* pi = index)
            Workers.For(new Body(px, pi, py, index.Length, size, inner), outer * index.Length, Grain.Rows(inner));
    }

    /// <summary>
    /// x[o, index[j], :] += y[o, j, :] where the index is not <see cref="Nowhere"/>. Threads take columns, so every sum is added up in the
    /// order of j.
    /// </summary>
    public static void Add(Span<Real> x, ReadOnlySpan<int> index, ReadOnlySpan<Real> y, int outer, int size, int inner)
    {
        Check(x.Length, y.Length, index.Length, outer, size, inner);
        int strips = Grain.Pieces(inner, Strip);
        fixed (Real* px = x, py = y)
        fixed (int* pi = index)
        {
            AddBody body = new(px, pi, py, index.Length, size, inner, strips);
            Workers.For(body, outer * strips, Grain.Rows(index.Length * Math.Min(inner, Strip)));
        }
    }

    /// <summary>
    /// x = 0, then x[index[j], :] += y[j, :] where the index is not <see cref="Nowhere"/>. Threads take rows of x, so every sum is added up in
    /// the order of j, and what a thread writes here is what it reads in the pass of an optimizer that follows.
    /// </summary>
    public static void AddFresh(Span<Real> x, ReadOnlySpan<int> index, ReadOnlySpan<Real> y, int size, int inner)
    {
        Check(x.Length, y.Length, index.Length, 1, size, inner);
        if (x.IsEmpty)
            return;

        // Each piece looks through the whole index, so there are no more of them than pay for that.
        int most = Math.Max(4, inner / 4);
        int pieces = Math.Clamp(Grain.Pieces(x.Length, PieceNumbers), 1, most);
        int rows = Grain.Pieces(size, pieces);
        fixed (Real* px = x, py = y)
        fixed (int* pi = index)
            Workers.For(new FreshBody(px, pi, py, index.Length, size, inner, rows), Grain.Pieces(size, rows), 1);
    }

    private static void Check(int x, int y, int count, int outer, int size, int inner)
    {
        if (x != (long)outer * size * inner || y != (long)outer * count * inner)
            Throw.KernelLengths(nameof(GatherRows), outer * count * inner, y);
    }

    internal readonly struct Body(Real* x, int* index, Real* y, int count, int size, int inner) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            (int o, int j) = Math.DivRem(start, count);
            for (int row = start; row < end; row++)
            {
                Real* from = x + ((((nint)o * size) + index[j]) * inner);
                Real* to = y + ((nint)row * inner);
                if (inner == 1)
                    *to = *from;
                else
                    new ReadOnlySpan<Real>(from, inner).CopyTo(new Span<Real>(to, inner));
                if (++j == count)
                    (o, j) = (o + 1, 0);
            }
        }
    }

    internal readonly struct AddBody(Real* x, int* index, Real* y, int count, int size, int inner, int strips) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int o, int strip) = Math.DivRem(item, strips);
                int first = strip * Strip;
                int width = Math.Min(Strip, inner - first);
                Real* sums = x + ((nint)o * size * inner) + first;
                Real* from = y + ((nint)o * count * inner) + first;
                for (int j = 0; j < count; j++, from += inner)
                {
                    if (index[j] == Nowhere)
                        continue;
                    Real* to = sums + ((nint)index[j] * inner);
                    new Zip.Body<AddZip>(default, to, from, to).Run<V>(0, width);
                }
            }
        }
    }

    internal readonly struct FreshBody(Real* x, int* index, Real* y, int count, int size, int inner, int rows) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int first = start * rows;
            uint here = (uint)(Math.Min(size, end * rows) - first);
            int width = inner;
            Real* sums = x + ((nint)first * width);
            new Span<Real>(sums, (int)here * width).Clear();
            int* from = index;
            for (int j = 0; j < count; j++)
            {
                uint row = (uint)(from[j] - first);
                if (row >= here || from[j] == Nowhere)
                    continue;
                Real* to = sums + ((nint)row * width);
                Real* add = y + ((nint)j * width);
                int i = 0;
                for (; i <= width - V.Count; i += V.Count)
                    V.Store(V.Load(in *(to + i), 0) + V.Load(in *(add + i), 0), ref *(to + i), 0);
                if (i < width)
                    V.StoreFirst(V.LoadFirst(to + i, width - i) + V.LoadFirst(add + i, width - i), to + i, width - i);
            }
        }
    }
}
