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
            Workers.For(new Body<TZip>(zip, px, py, pz), z.Length, Grain.Numbers);
    }

    internal readonly struct Body<TZip>(TZip zip, Real* x, Real* y, Real* z) : ILaneBody
        where TZip : struct, IZip
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            TZip f = zip;
            Real* left = x;
            Real* right = y;
            Real* to = z;
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
                V.Store(f.Value(V.Load(in *(left + i), 0), V.Load(in *(right + i), 0)), ref *(to + i), 0);
            if (i < end)
                V.StoreFirst(f.Value(V.LoadFirst(left + i, end - i), V.LoadFirst(right + i, end - i)), to + i, end - i);
        }
    }
}
