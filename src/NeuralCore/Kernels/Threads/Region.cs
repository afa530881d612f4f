using System.Runtime.ExceptionServices;

namespace NeuralCore.Kernels;

/// <summary>
/// One kernel's work while several threads are at it. The pieces are dealt out in one run for each thread, so that a thread walks memory
/// in order, and meets in its cache what it left there in the step before; whoever is done takes pieces from the runs of the others.
/// </summary>
internal sealed unsafe class Region
{
    // Some 400 us.
    private const int WatchedTurns = 10_000;

    private delegate*<void*, int, int, void> run;
    private void* body;
    private int count, size, pieces, runs;
    private Exception? failure;

    // The next piece of each run, and how many workers are here.
    private Counter[] next = [];
    private Counter helpers;

    // For an owner that has watched in vain.
    private readonly AutoResetEvent left = new(false);
    private bool isAwaited;

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

    /// <summary>Counts a worker that has left, or never came.</summary>
    public void RemoveHelper()
    {
        // The owner may begin anew from here on. A signal that comes to it then is one too many, which it bears.
        if (Interlocked.Decrement(ref helpers.Value) == 0 && Volatile.Read(ref isAwaited))
            left.Set();
    }

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

    /// <summary>
    /// Waits until every worker has left, whatever happens: until then they read what is on the caller's stack, and write to its memory.
    /// </summary>
    public void Join()
    {
        // Whoever is still here is inside its last piece, most often for some microseconds.
        for (int turn = 0; turn < WatchedTurns; turn++)
        {
            if (Volatile.Read(ref helpers.Value) == 0)
                return;
            Thread.SpinWait(1);
        }

        // A long piece, or a worker that the system made stop; it may be this very processor that it waits for.
        bool wasInterrupted = false;
        Volatile.Write(ref isAwaited, true);
        Interlocked.MemoryBarrier();
        while (Volatile.Read(ref helpers.Value) != 0)
        {
            try
            {
                left.WaitOne();
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        }

        isAwaited = false;
        if (wasInterrupted)
            Thread.CurrentThread.Interrupt();
    }

    /// <summary>Throws what a piece threw, on whatever thread.</summary>
    public void ThrowFailure()
    {
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
}
