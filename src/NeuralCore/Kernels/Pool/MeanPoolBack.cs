using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Shares the gradient of every window among its numbers. A plane is one thread's, and its windows come in order.</summary>
internal static unsafe class MeanPoolBack
{
    /// <summary>The gradient of x, from that of y.</summary>
    public static void Run(ReadOnlySpan<Real> gradient, PoolLayout layout, Span<Real> result)
    {
        layout.Check(nameof(MeanPoolBack), result.Length, gradient.Length);
        fixed (Real* pg = gradient, pr = result)
            Workers.For(new Body(pg, layout, pr), layout.Planes, layout.WorthAThread);
    }

    internal readonly struct Body(Real* gradient, PoolLayout layout, Real* result) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            PoolWindows rows = layout.Rows;
            PoolWindows columns = layout.Columns;
            Real* from = gradient + ((nint)start * layout.PlaneWindows);
            for (int plane = start; plane < end; plane++)
            {
                Real* to = result + ((nint)plane * layout.PlaneSize);
                new Span<Real>(to, layout.PlaneSize).Clear();
                for (int i = 0; i < rows.Count; i++)
                {
                    Real divisor = rows.Divisor(i);
                    for (int j = 0; j < columns.Count; j++)
                        Add(*from++ / (divisor * columns.Divisor(j)), rows[i], columns[j], to);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Add(Real share, PoolWindow down, PoolWindow across, Real* to)
        {
            for (int row = down.First; row < down.End; row++)
            {
                Real* line = to + ((nint)row * layout.Columns.Size);
                for (int column = across.First; column < across.End; column++)
                    line[column] += share;
            }
        }
    }
}
