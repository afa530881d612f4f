namespace NeuralCore.Kernels;

/// <summary>
/// Divides a kernel's items among threads. The division depends on the shape alone and every item is computed by one thread
/// from start to end, so the number of threads cannot change a bit of any result.
/// </summary>
internal static class Workers
{
    private static int maxThreads = Environment.ProcessorCount;

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
        {
            Lanes.Run(body, 0, count);
            return;
        }

        RunPieces(body, count, grain, pieces);
    }

    // Apart from For, which would otherwise make the closure even when it has no use for it.
    private static void RunPieces<TBody>(TBody body, int count, int grain, int pieces)
        where TBody : struct, ILaneBody => Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = maxThreads }, piece =>
        {
            int start = piece * grain;
            Lanes.Run(body, start, start + Math.Min(grain, count - start));
        });
}
