using System.Diagnostics;
using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore.Compare;

/// <summary>What one core can multiply and add at most: fused multiply-adds that wait for nothing but themselves.</summary>
internal static unsafe class Peak
{
    private const int Chains = 12;
    private const int Steps = 200_000;

    /// <summary>The best of several tries, in billions of floating-point operations in a second.</summary>
    public static double Measure()
    {
        double best = 0;
        for (int attempt = 0; attempt < 30; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            Lanes.Run(default(Body), 0, Steps);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * Steps * Chains * (Lanes.Width / 32) / seconds / 1e9);
        }

        return best;
    }

    private readonly struct Body : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            // Made first: a call after the loop would put the chains into memory.
            float* sink = stackalloc float[16];
            V x = V.All(0.5f);
            V y = V.All(0.25f);
            V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (int step = start; step < end; step++)
            {
                a = V.FusedMultiplyAdd(a, x, y);
                b = V.FusedMultiplyAdd(b, x, y);
                c = V.FusedMultiplyAdd(c, x, y);
                d = V.FusedMultiplyAdd(d, x, y);
                e = V.FusedMultiplyAdd(e, x, y);
                f = V.FusedMultiplyAdd(f, x, y);
                g = V.FusedMultiplyAdd(g, x, y);
                h = V.FusedMultiplyAdd(h, x, y);
                i = V.FusedMultiplyAdd(i, x, y);
                j = V.FusedMultiplyAdd(j, x, y);
                k = V.FusedMultiplyAdd(k, x, y);
                l = V.FusedMultiplyAdd(l, x, y);
            }

            V.Store(a + b + c + d + e + f + g + h + i + j + k + l, ref *sink, 0);
            Volatile.Read(ref *sink);
        }
    }
}
