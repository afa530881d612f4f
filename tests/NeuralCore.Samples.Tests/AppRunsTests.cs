using FluentAssertions;
using Xunit;

namespace NeuralCore.Samples.Tests;

public sealed class AppRunsTests
{
    private static readonly string[] runs = ["SampleRun" + ".Of(", "MnistRun" + ".Of("];

    [Fact]
    public void Who_runs_a_sample_in_this_process_runs_alone()
    {
        string[] texts = [.. Repository.SourceFiles(Path.Combine("tests", "NeuralCore.Samples.Tests")).Select(File.ReadAllText).Where(IsRunning)];
        texts.Should().HaveCountGreaterThan(4).And.OnlyContain(static text => text.Contains("[Collection(AppRuns.Collection)]"));
    }

    private static bool IsRunning(string text) =>
        text.Contains("public sealed") && text.Contains("Fact") && runs.Any(text.Contains);
}
