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
            Workers.For(new Body<TZip>(zip, px, py, pz, pw), w.Length, Grain.Numbers);
    }

    internal readonly struct Body<TZip>(TZip zip, Real* x, Real* y, Real* z, Real* w) : ILaneBody
        where TZip : struct, IZip3
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            TZip f = zip;
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(x + i), 0), V.Load(in *(y + i), 0), V.Load(in *(z + i), 0)), ref *(w + i), 0);
            if (i < end)
            {
                V value = f.Value(V.LoadFirst(x + i, end - i), V.LoadFirst(y + i, end - i), V.LoadFirst(z + i, end - i));
                V.StoreFirst(value, w + i, end - i);
            }
        }
    }
}
