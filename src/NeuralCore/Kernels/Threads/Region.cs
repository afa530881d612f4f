using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NeuralCore.Kernels;

/// <summary>
/// One kernel's work while several threads are at it. The pieces are dealt out in one run for each thread, so that a thread walks memory
/// in order, and meets in its cache what it left there in the step before; whoever is done takes pieces from the runs of the others.
/// </summary>
internal sealed unsafe class Region
{
    private delegate*<void*, int, int, void> run;
    private void* body;
    private int count, size, pieces, runs;
    private Exception? failure;

    // The next piece of each run. Every counter has cache lines of its own, because another thread writes to it.
    private Counter[] next = [];
    private Counter helpers;

    /// <summary>Sets the work: <paramref name="pieces"/> pieces of <paramref name="size"/> items, for so many threads.</summary>
    public void Begin(delegate*<void*, int, int, void> run, void* body, int count, int size, int pieces, int threads)
    {
        this.run = run;
        this.body = body;
        this.count = count;
        this.size = size;
        this.pieces = pieces;
        runs = threads;
        failure = null;
        if (next.Length < threads)
            next = new Counter[threads];
        for (int i = 0; i < threads; i++)
            next[i].Value = FirstOf(i);
    }

    /// <summary>Counts a worker that was asked.</summary>
    public void AddHelper() => Interlocked.Increment(ref helpers.Value);

    /// <summary>Counts a worker that has left, or never came. It must not touch the region after this.</summary>
    public void RemoveHelper() => Interlocked.Decrement(ref helpers.Value);

    /// <summary>Takes pieces until none is left.</summary>
    /// <param name="seat">The thread's number in the team, by which it finds the run to begin with.</param>
    public void Work(int seat)
    {
        try
        {
            for (int i = 0; i < runs; i++)
                TakeFrom((seat + i) % runs);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }

    /// <summary>Waits until every worker has left. An exception of any thread is thrown here.</summary>
    public void End()
    {
        // Whoever is still here is inside its last piece, which takes microseconds. Only a worker that the system made stop takes longer,
        // and it may be this very processor that it waits for.
        for (int turn = 0; Volatile.Read(ref helpers.Value) != 0; turn++)
        {
            if (turn < 10_000)
                Thread.SpinWait(1);
            else
                Thread.Sleep(1);
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private int FirstOf(int place) => (int)((long)pieces * place / runs);

    private void TakeFrom(int place)
    {
        ref int counter = ref next[place].Value;
        int end = FirstOf(place + 1);

        // Looked at before it is counted up, so that nobody writes to a run that is done.
        while (Volatile.Read(ref counter) < end)
        {
            int piece = Interlocked.Increment(ref counter) - 1;
            if (piece >= end)
                return;
            int start = piece * size;
            run(body, start, start + Math.Min(size, count - start));
        }
    }

    // Two lines, because processors fetch them in pairs.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Counter
    {
        public int Value;
    }
}
