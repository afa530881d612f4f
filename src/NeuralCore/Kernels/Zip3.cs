using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>w[i] = f(x[i], y[i], z[i]).</summary>
internal static unsafe class Zip3
{
    /// <summary>Runs the pass. The spans may be the same memory.</summary>
    public static void Run<TZip>(TZip zip, ReadOnlySpan<Real> x, ReadOnlySpan<Real> y, ReadOnlySpan<Real> z, Span<Real> w)
        where TZip : struct, IZip3
    {
        if (x.Length != w.Length || y.Length != w.Length || z.Length != w.Length)
            Throw.KernelLengths(nameof(Zip3), w.Length, Math.Min(x.Length, Math.Min(y.Length, z.Length)));
        fixed (Real* px = x, py = y, pz = z, pw = w)
        {
            if (StreamedStores.Pay(w, x, y, z))
                Workers.For(new Streamed<TZip>(zip, px, py, pz, pw), w.Length, Grain.Numbers);
            else
                Workers.For(new Body<TZip>(zip, px, py, pz, pw), w.Length, Grain.Numbers);
        }
    }

    internal readonly struct Body<TZip>(TZip zip, Real* x, Real* y, Real* z, Real* w) : ILaneBody
        where TZip : struct, IZip3
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => Pass<TZip, V, CachedStores>(zip, x + start, y + start, z + start, w + start, end - start);
    }

    private readonly struct Streamed<TZip>(TZip zip, Real* x, Real* y, Real* z, Real* w) : ILaneBody
        where TZip : struct, IZip3
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => Pass<TZip, V, StreamedStores>(zip, x + start, y + start, z + start, w + start, end - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass<TZip, V, TStores>(TZip f, Real* x, Real* y, Real* z, Real* w, int count)
        where TZip : struct, IZip3
        where V : struct, ILanes<V>
        where TStores : struct, IStores
    {
        int i = 0;
        while (i <= count - V.Count)
            i += TStores.Store(f.Value(V.Load(in *(x + i), 0), V.Load(in *(y + i), 0), V.Load(in *(z + i), 0)), w + i);
        if (i < count)
        {
            V value = f.Value(V.LoadFirst(x + i, count - i), V.LoadFirst(y + i, count - i), V.LoadFirst(z + i, count - i));
            V.StoreFirst(value, w + i, count - i);
        }

        TStores.Finish();
    }
}
