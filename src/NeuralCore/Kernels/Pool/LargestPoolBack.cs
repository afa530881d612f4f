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
            bool areFours = AreTwos(rows) && AreTwos(columns);
            for (int plane = start; plane < end; plane++)
            {
                Real* to = result + ((nint)plane * layout.PlaneSize);
                new Span<Real>(to, layout.PlaneSize).Clear();
                nint window = (nint)plane * layout.PlaneWindows;
                for (int i = 0; i < rows.Count; i++)
                {
                    nint line = (nint)rows.Origin(i) * columns.Size;
                    if (areFours)
                    {
                        Fours<V>(window, to + line);
                        window += columns.Count;
                        continue;
                    }

                    for (int j = 0; j < columns.Count; j++, window++)
                        to[line + columns.Origin(j) + (int)places[window]] += gradient[window];
                }
            }
        }

        private static bool AreTwos(PoolWindows windows) =>
            windows is { Width: 2, Stride: 2, Padding: 0, Dilation: 1 } && windows.Count <= windows.Size / 2;

        // A row of windows of 2 x 2 side by side, of which each number belongs to one. Zero is added, as to a sum: it makes -0 to 0.
        [MethodImpl(Lanes.Kernel)]
        private void Fours<V>(nint window, Real* to)
            where V : struct, ILanes<V>
        {
            int columns = layout.Columns.Size;
            V zero = V.All(0), right = V.All(1), below = V.All(columns), belowRight = V.All(columns + 1);
            for (int j = 0; j < layout.Columns.Count; j += V.Count, to += 2 * V.Count)
            {
                int left = layout.Columns.Count - j;
                V slope = Lanes.Load<V>(gradient + window + j, left) + zero, place = Lanes.Load<V>(places + window + j, left);
                Lanes.StoreInTurn(V.Where(V.Equal(place, zero), slope, zero), V.Where(V.Equal(place, right), slope, zero), to, 2 * left);
                Lanes.StoreInTurn(V.Where(V.Equal(place, below), slope, zero), V.Where(V.Equal(place, belowRight), slope, zero), to + columns, 2 * left);
            }
        }
    }
}
