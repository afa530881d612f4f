using System.Buffers;
using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Reads planes at new places, x [planes, rows, columns] to y [planes, new rows, new columns], and hands gradients back. A plane is one thread's,
/// and its numbers come in order.
/// </summary>
internal static unsafe class Resample
{
    /// <summary>y from x.</summary>
    public static void Run(ReadOnlySpan<Real> x, SamplingLayout layout, Span<Real> y)
    {
        Check(x.Length, layout, y.Length);
        SampleTap[] columns = Taps(layout.Columns);
        fixed (SampleTap* pc = columns)
        fixed (Real* px = x, py = y)
            Workers.For(new Body(px, pc, layout, py), layout.Planes, layout.WorthAThread);
        ArrayPool<SampleTap>.Shared.Return(columns);
    }

    /// <summary>The gradient of x, from that of y.</summary>
    public static void RunBack(ReadOnlySpan<Real> gradient, SamplingLayout layout, Span<Real> result)
    {
        Check(result.Length, layout, gradient.Length);
        SampleTap[] columns = Taps(layout.Columns);
        fixed (SampleTap* pc = columns)
        fixed (Real* pg = gradient, pr = result)
            Workers.For(new BodyBack(pg, pc, layout, pr), layout.Planes, layout.WorthAThread);
        ArrayPool<SampleTap>.Shared.Return(columns);
    }

    private static void Check(int before, SamplingLayout layout, int after)
    {
        if (before != (long)layout.Planes * layout.OldSize || after != (long)layout.Planes * layout.NewSize)
            Throw.KernelLengths(nameof(Resample), layout.Planes * layout.NewSize, after);
    }

    // All rows of all planes need the same ones.
    private static SampleTap[] Taps(Sampling columns)
    {
        SampleTap[] taps = ArrayPool<SampleTap>.Shared.Rent(columns.Count);
        for (int i = 0; i < columns.Count; i++)
            taps[i] = columns[i];
        return taps;
    }

    internal readonly struct Body(Real* x, SampleTap* columns, SamplingLayout layout, Real* y) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int width = layout.Columns.Count;
            Real* to = y + ((nint)start * layout.NewSize);
            for (int plane = start; plane < end; plane++)
            {
                Real* from = x + ((nint)plane * layout.OldSize);
                SampleTap before = default;
                for (int i = 0; i < layout.Rows.Count; i++, to += width)
                {
                    SampleTap row = layout.Rows[i];
                    if (i > 0 && row == before)
                        new ReadOnlySpan<Real>(to - width, width).CopyTo(new Span<Real>(to, width));
                    else
                        Read(from, row, to);
                    before = row;
                }
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Read(Real* from, SampleTap row, Real* to)
        {
            Real* upper = from + ((nint)row.Low * layout.Columns.Size);
            Real* lower = from + ((nint)row.High * layout.Columns.Size);
            for (int j = 0; j < layout.Columns.Count; j++)
            {
                Real value = Between(upper, columns[j]);
                to[j] = row.Weight == 0 ? value : ((1 - row.Weight) * value) + (row.Weight * Between(lower, columns[j]));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Real Between(Real* line, SampleTap tap) =>
            tap.Weight == 0 ? line[tap.Low] : ((1 - tap.Weight) * line[tap.Low]) + (tap.Weight * line[tap.High]);
    }

    internal readonly struct BodyBack(Real* gradient, SampleTap* columns, SamplingLayout layout, Real* result) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int width = layout.Columns.Size;
            Real* from = gradient + ((nint)start * layout.NewSize);
            for (int plane = start; plane < end; plane++)
            {
                Real* to = result + ((nint)plane * layout.OldSize);
                new Span<Real>(to, layout.OldSize).Clear();
                for (int i = 0; i < layout.Rows.Count; i++, from += layout.Columns.Count)
                {
                    SampleTap row = layout.Rows[i];
                    Give(from, 1 - row.Weight, to + ((nint)row.Low * width));
                    if (row.Weight != 0)
                        Give(from, row.Weight, to + ((nint)row.High * width));
                }
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Give(Real* from, Real weight, Real* line)
        {
            for (int j = 0; j < layout.Columns.Count; j++)
            {
                SampleTap tap = columns[j];
                Real share = weight * from[j];
                line[tap.Low] += (1 - tap.Weight) * share;
                if (tap.Weight != 0)
                    line[tap.High] += tap.Weight * share;
            }
        }
    }
}
