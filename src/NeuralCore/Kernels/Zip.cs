using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>z[i] = f(x[i], y[i]).</summary>
internal static unsafe class Zip
{
    /// <summary>Runs the pass. The spans may be the same memory.</summary>
    public static void Run<TZip>(TZip zip, ReadOnlySpan<Real> x, ReadOnlySpan<Real> y, Span<Real> z)
        where TZip : struct, IZip
    {
        if (x.Length != z.Length || y.Length != z.Length)
            Throw.KernelLengths(nameof(Zip), z.Length, x.Length == z.Length ? y.Length : x.Length);
        fixed (Real* px = x, py = y, pz = z)
        {
            if (StreamedStores.Pay(z, x, y))
                Workers.For(new Streamed<TZip>(zip, px, py, pz), z.Length, Grain.Numbers);
            else
                Workers.For(new Body<TZip>(zip, px, py, pz), z.Length, Grain.Numbers);
        }
    }

    internal readonly struct Body<TZip>(TZip zip, Real* x, Real* y, Real* z) : ILaneBody
        where TZip : struct, IZip
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => Pass<TZip, V, CachedStores>(zip, x + start, y + start, z + start, end - start);
    }

    internal readonly struct Streamed<TZip>(TZip zip, Real* x, Real* y, Real* z) : ILaneBody
        where TZip : struct, IZip
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => Pass<TZip, V, StreamedStores>(zip, x + start, y + start, z + start, end - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass<TZip, V, TStores>(TZip f, Real* x, Real* y, Real* z, int count)
        where TZip : struct, IZip
        where V : struct, ILanes<V>
        where TStores : struct, IStores
    {
        int i = 0;
        while (i <= count - V.Count)
            i += TStores.Store(f.Value(V.Load(in *(x + i), 0), V.Load(in *(y + i), 0)), z + i);
        if (i < count)
        {
            V value = f.Value(V.LoadFirst(x + i, count - i), V.LoadFirst(y + i, count - i));
            V.StoreFirst(value, z + i, count - i);
        }

        TStores.Finish();
    }
}
