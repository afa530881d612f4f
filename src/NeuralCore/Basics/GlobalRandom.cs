namespace NeuralCore;

/// <summary>
/// Where layers get random numbers from when they are not given a source of their own. Set the seed before you build a model, and the
/// model starts with the same weights every time.
/// </summary>
/// <remarks>
/// Each layer takes a stream of its own, numbered in the order of creation. A seed set inside a task or a test counts there and in what
/// is started from there, so tests that run side by side do not disturb each other. Without a seed, 0 is used.
/// </remarks>
public static class GlobalRandom
{
    // Streams below are left for sources that users number themselves under the same seed.
    private const ulong FirstStream = 1ul << 32;

    private static readonly AsyncLocal<State?> flow = new();
    private static State everywhere = new(0, null);

    /// <summary>The seed. Setting it, even to what it is, starts the numbering of streams afresh.</summary>
    public static ulong Seed
    {
        get => Current.Seed;
        set
        {
            // Set for everyone too: a task that has no seed of its own, as after an await that set it, uses the last one.
            // Not read back from there, where another task may have put its own meanwhile: two tasks would then share one numbering.
            State fresh = new(value, null);
            everywhere = new State(value, fresh);
            flow.Value = fresh;
        }
    }

    private static State Current => flow.Value ?? everywhere;

    /// <summary>The next stream of this flow: of the task or test that set the seed, and of what was started from there.</summary>
    /// <remarks>
    /// A flow that never set a seed has the last one set anywhere, goes on where its setter stands when it first asks, and then counts for
    /// itself. If both go on making layers, both get the same streams, and layers of equal sizes the same weights. Set a seed in each flow
    /// that makes layers at the same time as another.
    /// </remarks>
    public static Rng NextStream() => Current.NextStream();

    // Those who have no seed of their own go on where the one who set it stands when the first of them asks, and from then on count for
    // themselves: they must not take streams out of somebody else's numbering.
    private sealed class State(ulong seed, State? setter)
    {
        private readonly Lock gate = new();
        private ulong next = setter is null ? FirstStream : 0;

        public ulong Seed => seed;

        public Rng NextStream()
        {
            lock (gate)
            {
                if (next == 0)
                    next = setter!.Next;
                return new(seed, next++);
            }
        }

        private ulong Next
        {
            get
            {
                lock (gate)
                    return next;
            }
        }
    }
}
