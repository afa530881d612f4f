using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>
/// The collection of all tests that run a sample inside the test process. A sample sets the number of threads for the whole process, so they run
/// one after the other and with no other test.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class AppRuns
{
    public const string Collection = "Runs of samples";
}
