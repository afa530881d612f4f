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
    private static State everywhere = new(0);

    /// <summary>The seed. Setting it, even to what it is, starts the numbering of streams afresh.</summary>
    public static ulong Seed
    {
        get => Current.Seed;
        set
        {
            // Set for everyone too: a task that has no seed of its own, as after an await that set it, uses the last one.
            // Not read back from there, where another task may have put its own meanwhile: two tasks would then share one numbering.
            State fresh = new(value);
            everywhere = fresh;
            flow.Value = fresh;
        }
    }

    private static State Current => flow.Value ?? everywhere;

    /// <summary>The next stream that nobody has had.</summary>
    public static Rng NextStream() => Current.NextStream();

    private sealed class State(ulong seed)
    {
        private ulong next = FirstStream;

        public ulong Seed => seed;

        public Rng NextStream() => new(seed, Interlocked.Increment(ref next) - 1);
    }
}
