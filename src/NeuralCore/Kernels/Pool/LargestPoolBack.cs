using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Hands the gradient of every window to the number that was picked. A plane is one thread's, and its windows come in order.</summary>
internal static unsafe class LargestPoolBack
{
    /// <summary>The gradient of x, from that of y and the places that <see cref="Pool"/> gave.</summary>
    public static void Run(ReadOnlySpan<Real> gradient, ReadOnlySpan<Real> places, PoolLayout layout, Span<Real> result)
    {
        layout.Check(nameof(LargestPoolBack), result.Length, gradient.Length);
        if (places.Length != gradient.Length)
            Throw.KernelLengths(nameof(LargestPoolBack), gradient.Length, places.Length);
        fixed (Real* pg = gradient, pp = places, pr = result)
            Workers.For(new Body(pg, pp, layout, pr), layout.Planes, layout.WorthAThread);
    }

    internal readonly struct Body(Real* gradient, Real* places, PoolLayout layout, Real* result) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            PoolWindows rows = layout.Rows;
            PoolWindows columns = layout.Columns;
            for (int plane = start; plane < end; plane++)
            {
                Real* to = result + ((nint)plane * layout.PlaneSize);
                new Span<Real>(to, layout.PlaneSize).Clear();
                nint window = (nint)plane * layout.PlaneWindows;
                for (int i = 0; i < rows.Count; i++)
                {
                    nint line = (nint)rows.Origin(i) * columns.Size;
                    for (int j = 0; j < columns.Count; j++, window++)
                        to[line + columns.Origin(j) + (int)places[window]] += gradient[window];
                }
            }
        }
    }
}
