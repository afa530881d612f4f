using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>y[i] = f(x[i]).</summary>
internal static unsafe class Map
{
    /// <summary>Runs the pass. The spans may be the same memory.</summary>
    public static void Run<TMap>(TMap map, ReadOnlySpan<Real> x, Span<Real> y)
        where TMap : struct, IMap
    {
        if (x.Length != y.Length)
            Throw.KernelLengths(nameof(Map), y.Length, x.Length);
        fixed (Real* px = x, py = y)
            Workers.For(new Body<TMap>(map, px, py), y.Length, Grain.Numbers);
    }

    internal readonly struct Body<TMap>(TMap map, Real* x, Real* y) : ILaneBody
        where TMap : struct, IMap
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            TMap f = map;
            Real* from = x;
            Real* to = y;
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(from + i), 0)), ref *(to + i), 0);
            if (i < end)
                V.StoreFirst(f.Value(V.LoadFirst(from + i, end - i)), to + i, end - i);
        }
    }
}
