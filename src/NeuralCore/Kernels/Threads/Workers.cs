using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Divides a kernel's items among threads. The division depends on the shape alone and every item is computed by one thread
/// from start to end, so the number of threads cannot change a bit of any result.
/// </summary>
/// <remarks>
/// One team serves the whole process. A kernel asks workers for help that have nothing to do at that moment, and begins itself at once. A
/// thread that computes on its own account takes the place of a worker: models that train or serve at the same time share the processors
/// and do not crowd them. A kernel inside a kernel is safe, and a worker that the system lets wait costs nothing but its help.
/// </remarks>
internal static unsafe class Workers
{
    private static readonly Lock growing = new();

    private static Worker[] team = [];
    private static int maxThreads = Environment.ProcessorCount;
    private static Counter callers;

    // A region is used again by the thread that made it; a kernel inside a kernel makes one more.
    [ThreadStatic]
    private static Region? spare;

    /// <summary>The most threads that one kernel uses, the calling one included.</summary>
    public static int MaxThreads
    {
        get => maxThreads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            maxThreads = value;
        }
    }

    /// <summary>Runs a body over the items 0 to <paramref name="count"/> - 1, in pieces of <paramref name="grain"/> items.</summary>
    /// <param name="body">What to do with a range of items.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="grain">The least number of items that is worth handing to another thread.</param>
    public static void For<TBody>(TBody body, int count, int grain)
        where TBody : struct, ILaneBody
    {
        int pieces = Grain.Pieces(count, grain);
        if (pieces <= 1 || maxThreads == 1)
            Lanes.Run(body, 0, count);
        else
            Share(body, count, grain, pieces);
    }

    // Apart from For, whose short path then keeps the body in registers.
    private static void Share<TBody>(TBody body, int count, int grain, int pieces)
        where TBody : struct, ILaneBody
    {
        Region region = spare ?? new Region();
        spare = null;
        int threads = Math.Clamp(maxThreads + 1 - Interlocked.Increment(ref callers.Value), 1, pieces);
        int asked = 0;
        try
        {
            // The body stays on this stack, where it does not move, until every worker has left the region.
            region.Begin(&RunPiece<TBody>, Unsafe.AsPointer(ref body), count, grain, pieces, threads);
            asked = Ask(region, threads - 1);
            region.Work(0);
        }
        finally
        {
            Recall(region, asked);
            region.Join();
            Interlocked.Decrement(ref callers.Value);
            spare = region;
        }

        region.ThrowFailure();
    }

    private static void RunPiece<TBody>(void* body, int start, int end)
        where TBody : struct, ILaneBody => Lanes.Run(Unsafe.AsRef<TBody>(body), start, end);

    /// <summary>Asks workers that are free, at most so many. Returns how far into the team it went.</summary>
    private static int Ask(Region region, int most)
    {
        Worker[] workers = team.Length >= maxThreads - 1 ? team : Grow(maxThreads - 1);
        int i = 0;
        for (int found = 0; i < workers.Length && found < most; i++)
        {
            if (workers[i].TryAsk(region))
                found++;
        }

        return i;
    }

    /// <summary>Takes back the requests that no worker has come to yet.</summary>
    private static void Recall(Region region, int asked)
    {
        Worker[] workers = team;
        for (int i = 0; i < asked; i++)
            workers[i].TryRecall(region);
    }

    // Workers keep their places, so that a place means the same worker in every array.
    private static Worker[] Grow(int count)
    {
        lock (growing)
        {
            while (team.Length < count)
                team = [.. team, new Worker(team.Length + 1)];
            return team;
        }
    }
}
