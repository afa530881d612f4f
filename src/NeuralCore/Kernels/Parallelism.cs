using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>How many threads computations may use, in the whole program.</summary>
public static class Parallelism
{
    /// <summary>
    /// The most threads that one computation uses, the calling one included; at first as many as there are processors. Results do not depend on
    /// it, not even in the last bit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number that is not positive.</exception>
    public static int MaxThreads
    {
        get => Workers.MaxThreads;
        set
        {
            if (value <= 0)
                Throw.OutOfRange(nameof(MaxThreads), value, "1 or more");
            Workers.MaxThreads = value;
        }
    }
}
