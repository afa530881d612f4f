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
            TMap f = map;
            for (int row = start; row < end; row++)
            {
                Real* left = x + ((nint)row * channels);
                Real* right = y + ((nint)row * channels);
                Real* to = z + ((nint)row * channels);
                int c = 0;
                for (; c <= channels - V.Count; c += V.Count)
                    V.Store(One(f, V.Load(in *(left + c), 0), V.Load(in *(right + c), 0), c, V.Count), ref *(to + c), 0);
                if (c < channels)
                    V.StoreFirst(One(f, V.LoadFirst(left + c, channels - c), V.LoadFirst(right + c, channels - c), c, channels - c), to + c, channels - c);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private V One<V>(TMap f, V left, V right, int channel, int count)
            where V : struct, ILanes<V>
        {
            Real* n = numbers + channel;
            return f.Value(
                left,
                right,
                Lanes.Load<V>(n, count),
                Lanes.Load<V>(n + channels, count),
                Lanes.Load<V>(n + (2 * channels), count),
                Lanes.Load<V>(n + (3 * channels), count));
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
                Part<V>(first, n);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Part<V>(nint first, Real* n)
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
            int i = 0;
            for (; i <= layout.Inner - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(left + i), 0), V.Load(in *(right + i), 0), a, b, c, d), ref *(to + i), 0);
            int rest = layout.Inner - i;
            if (rest > 0)
                V.StoreFirst(f.Value(V.LoadFirst(left + i, rest), V.LoadFirst(right + i, rest), a, b, c, d), to + i, rest);
        }
    }
}
