using System.Diagnostics;

namespace NeuralCore.Kernels;

/// <summary>A thread of the team. It watches for a request for a while after each one, and then sleeps until it is woken.</summary>
internal sealed class Worker
{
    /// <summary>
    /// How long it watches: 200 us. A training step asks every few microseconds, and from one step to the next seldom passes more than
    /// this; a sleeper costs its caller a call of the system, and comes late.
    /// </summary>
    private static readonly long watchTicks = Stopwatch.Frequency / 5_000;

    private static readonly Region busy = new();

    private readonly AutoResetEvent wake = new(false);
    private readonly int number;

    // The region that asks for help; null when the worker is free, and busy while it works.
    private Region? request;
    private bool isAsleep;

    /// <summary>Starts the thread.</summary>
    public Worker(int number)
    {
        this.number = number;

        // Unsafe start: it must not inherit what the first caller happens to have in its execution context.
        new Thread(Run) { IsBackground = true, Name = $"NeuralCore worker {number}" }.UnsafeStart();
    }

    /// <summary>Asks for help with a region. False when the worker has something to do already.</summary>
    public bool TryAsk(Region region)
    {
        if (Volatile.Read(ref request) is not null)
            return false;
        region.AddHelper();
        if (Interlocked.CompareExchange(ref request, region, null) is not null)
        {
            region.RemoveHelper();
            return false;
        }

        // The exchange before this read, and the barrier in Sleep, see to it that not both overlook the other.
        if (Volatile.Read(ref isAsleep))
            wake.Set();
        return true;
    }

    /// <summary>Takes a request back, if the worker has not come yet.</summary>
    public void TryRecall(Region region)
    {
        if (Volatile.Read(ref request) == region && Interlocked.CompareExchange(ref request, null, region) == region)
            region.RemoveHelper();
    }

    private void Run()
    {
        while (true)
        {
            Region region = Next();
            region.Work(number);

            // Free before it leaves the region: the caller's next kernel comes a moment later, and wants to find it so.
            Volatile.Write(ref request, null);
            region.RemoveHelper();
        }
    }

    private Region Next()
    {
        long begin = Stopwatch.GetTimestamp();
        for (int turn = 1; ; turn++)
        {
            if (Volatile.Read(ref request) is { } region && Interlocked.CompareExchange(ref request, busy, region) == region)
                return region;

            // It does not yield in between: a thread that yielded a thousand times is the last to run again when others are there.
            if (turn % 64 != 0 || Stopwatch.GetTimestamp() - begin < watchTicks)
            {
                Thread.SpinWait(1);
                continue;
            }

            Sleep();
            begin = Stopwatch.GetTimestamp();
        }
    }

    private void Sleep()
    {
        Volatile.Write(ref isAsleep, true);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref request) is null)
            wake.WaitOne();
        Volatile.Write(ref isAsleep, false);
    }
}
