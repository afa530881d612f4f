using System.Diagnostics;

namespace NeuralCore.Compare;

/// <summary>How long a workload takes: the median of samples that are each long enough to read the clock by. torch_workloads.py does the same.</summary>
internal sealed class Timing(bool isQuick)
{
    private const double SampleSeconds = 0.004;

    private readonly double warmUpSeconds = isQuick ? 0.25 : 0.6;
    private readonly double measuredSeconds = isQuick ? 0.25 : 0.8;

    public double MedianMicroseconds(Action run)
    {
        int repeats = WarmUp(run);
        List<double> samples = [];
        long begin = Stopwatch.GetTimestamp();
        while (samples.Count < 5 || Stopwatch.GetElapsedTime(begin).TotalSeconds < measuredSeconds)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
                run();
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats);
        }

        samples.Sort();
        return samples[samples.Count / 2];
    }

    /// <summary>Runs until code and memory have settled, and finds how many runs make a sample.</summary>
    private int WarmUp(Action run)
    {
        int runs = 0;
        long begin = Stopwatch.GetTimestamp();
        while (runs < 3 || Stopwatch.GetElapsedTime(begin).TotalSeconds < warmUpSeconds)
        {
            run();
            runs++;
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds / runs;
        return Math.Max(1, (int)(SampleSeconds / seconds));
    }
}
