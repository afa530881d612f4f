using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Architecture;

public sealed class ProcessSettingsTests
{
    private static readonly string[] changes = ["MaxThreads " + "= ", "With" + "Threads(", "Lanes.Limit " + "= ", "Widths" + ".At(", "StreamedStores.Least " + "= "];

    [Fact]
    public void Who_changes_a_setting_of_the_process_runs_alone()
    {
        string[] texts = [.. Repository.SourceFiles(Path.Combine("tests", "NeuralCore.Tests")).Select(File.ReadAllText).Where(IsChanging)];
        texts.Should().HaveCountGreaterThan(5).And.OnlyContain(static text => text.Contains("[Collection(ProcessSettings.Collection)]"));
    }

    private static bool IsChanging(string text) =>
        (text.Contains("[Fact]") || text.Contains("[Theory]")) && changes.Any(text.Contains);
}
