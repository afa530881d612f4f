using System.Collections.Concurrent;
using System.Diagnostics;
using NeuralCore.Compare;

namespace NeuralCore.Benchmarks;

/// <summary>What one core can do at most, measured once in the process that prints the table.</summary>
internal static class Limits
{
    private static readonly Lazy<double> peak = new(Peak.Measure);
    private static readonly ConcurrentDictionary<long, double> copies = new();

    /// <summary>Billions of floating-point operations in a second: fused multiply-adds that wait for nothing.</summary>
    public static double GigaFlops => peak.Value;

    /// <summary>Billions of bytes in a second, read and written, by a copy that moves so many bytes in all: caches decide, so the size does.</summary>
    public static double GigaBytes(double bytes) => copies.GetOrAdd((long)bytes, MeasureCopy);

    private static double MeasureCopy(long bytes)
    {
        byte[] from = new byte[Math.Max(1, bytes / 2)];
        byte[] to = new byte[from.Length];
        int repeats = (int)Math.Clamp(20_000_000 / bytes, 1, 10_000);
        double best = 0;
        for (int attempt = 0; attempt < 50; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
                from.AsSpan().CopyTo(to);
            best = Math.Max(best, (double)bytes * repeats / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
        }

        return best;
    }
}
