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
        {
            if (StreamedStores.Pay(y, x))
                Workers.For(new Streamed<TMap>(map, px, py), y.Length, Grain.Numbers);
            else
                Workers.For(new Body<TMap>(map, px, py), y.Length, Grain.Numbers);
        }
    }

    internal readonly struct Body<TMap>(TMap map, Real* x, Real* y) : ILaneBody
        where TMap : struct, IMap
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            // The sign of a length is zero, which the compiler does not know.
            TMap.Into(map, V.AllBits((end - start) >>> 31), new Loop<V, CachedStores>(x + start, y + start, end - start));
        }
    }

    private readonly struct Streamed<TMap>(TMap map, Real* x, Real* y) : ILaneBody
        where TMap : struct, IMap
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> =>
            TMap.Into(map, V.AllBits((end - start) >>> 31), new Loop<V, StreamedStores>(x + start, y + start, end - start));
    }

    private readonly struct Loop<V, TStores>(Real* x, Real* y, int count) : IMapLoop<V>
        where V : struct, ILanes<V>
        where TStores : struct, IStores
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<THeld>(THeld f)
            where THeld : struct, IHeldMap<V>
        {
            Real* from = x;
            Real* to = y;
            int end = count;
            int i = 0;
            while (i <= end - V.Count)
                i += TStores.Store(f.Of(V.Load(in *(from + i), 0)), to + i);
            if (i < end)
                V.StoreFirst(f.Of(V.LoadFirst(from + i, end - i)), to + i, end - i);
            TStores.Finish();
        }
    }
}
