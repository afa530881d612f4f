using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>z[o, c, i] = f(x[o, c, i], y[o, c, i], numbers[0..3, c]).</summary>
internal static unsafe class ChannelMap
{
    /// <summary>How many numbers each channel has.</summary>
    public const int Numbers = 4;

    /// <summary>Runs the pass. The spans x, y and z may be the same memory.</summary>
    public static void Run<TMap>(
        TMap map, ReadOnlySpan<Real> x, ReadOnlySpan<Real> y, ReadOnlySpan<Real> numbers, ChannelLayout layout, Span<Real> z)
        where TMap : struct, IChannelMap
    {
        if (x.Length != layout.Count || y.Length != layout.Count || z.Length != layout.Count)
            Throw.KernelLengths(nameof(ChannelMap), layout.Count, Math.Min(x.Length, Math.Min(y.Length, z.Length)));
        if (numbers.Length != Numbers * layout.Channels)
            Throw.KernelLengths(nameof(ChannelMap), Numbers * layout.Channels, numbers.Length);
        fixed (Real* px = x, py = y, pn = numbers, pz = z)
        {
            // With one number for each channel a row of channels is an item; otherwise a channel's run is.
            if (layout.Inner == 1)
                Workers.For(new Rows<TMap>(map, px, py, pn, layout.Channels, pz), layout.Outer, Grain.Rows(layout.Channels));
            else
                Workers.For(new Runs<TMap>(map, px, py, pn, layout, pz), layout.Outer * layout.Channels, Grain.Rows(layout.Inner));
        }
    }

    internal readonly struct Rows<TMap>(TMap map, Real* x, Real* y, Real* numbers, int channels, Real* z) : ILaneBody
        where TMap : struct, IChannelMap
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                nint first = (nint)row * channels;
                int c = 0;
                for (; c <= channels - V.Count; c += V.Count)
                    One<V>(first, c);
                for (; c < channels; c++)
                    One<Lanes1>(first, c);
            }
        }

        private void One<V>(nint first, int c)
            where V : struct, ILanes<V>
        {
            Real* n = numbers + c;
            V value = map.Value(
                V.Load(in *(x + first + c), 0),
                V.Load(in *(y + first + c), 0),
                V.Load(in *n, 0),
                V.Load(in *(n + channels), 0),
                V.Load(in *(n + (2 * channels)), 0),
                V.Load(in *(n + (3 * channels)), 0));
            V.Store(value, ref *(z + first + c), 0);
        }
    }

    internal readonly struct Runs<TMap>(TMap map, Real* x, Real* y, Real* numbers, ChannelLayout layout, Real* z) : ILaneBody
        where TMap : struct, IChannelMap
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                nint first = (nint)item * layout.Inner;
                Real* n = numbers + (item % layout.Channels);
                int done = Part<V>(first, 0, n);
                Part<Lanes1>(first, done, n);
            }
        }

        private int Part<V>(nint first, int from, Real* n)
            where V : struct, ILanes<V>
        {
            TMap f = map;
            V a = V.All(n[0]);
            V b = V.All(n[layout.Channels]);
            V c = V.All(n[2 * layout.Channels]);
            V d = V.All(n[3 * layout.Channels]);
            Real* left = x + first;
            Real* right = y + first;
            Real* to = z + first;
            int i = from;
            for (; i <= layout.Inner - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(left + i), 0), V.Load(in *(right + i), 0), a, b, c, d), ref *(to + i), 0);
            return i;
        }
    }
}
