using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests;

/// <summary>
/// The collection of all tests that change a setting of the whole process, the number of threads or the width of bundles: they run one after
/// the other and with no other test, which would see the setting, and set it back under them.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class ProcessSettings
{
    public const string Collection = "Settings of the process";

    /// <summary>Remembers the number of threads, and goes back to it when it is disposed.</summary>
    public static ThreadsScope KeepThreads() => new(Workers.MaxThreads);

    /// <summary>Runs with at most so many threads.</summary>
    public static void WithThreads(int threads, Action run)
    {
        using ThreadsScope kept = KeepThreads();
        Workers.MaxThreads = threads;
        run();
    }

    /// <summary>Ends <see cref="KeepThreads"/>.</summary>
    public readonly ref struct ThreadsScope(int threads)
    {
        public void Dispose() => Workers.MaxThreads = threads;
    }
}
