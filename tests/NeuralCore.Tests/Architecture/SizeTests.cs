using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Architecture;

/// <summary>Budgets on lines of code, comments not counted. They exist to make one think, not to make one squeeze.</summary>
public sealed class SizeTests
{
    private static readonly SourceFile[] files = [.. Repository.SourceFiles("src").Select(path => new SourceFile(path))];

    [Fact]
    public void Files_are_small()
    {
        int[] sizes = [.. files.Select(file => file.Lines.Count).Order()];
        sizes[sizes.Length / 2].Should().BeLessThanOrEqualTo(90, "half of all files fit on a screen or two");
        sizes[(int)(sizes.Length * 0.9)].Should().BeLessThanOrEqualTo(280);
        files.Where(file => file.Lines.Count > (file.Path.Contains("Gemm", StringComparison.Ordinal) ? 500 : 400))
            .Select(file => $"{file.Path}: {file.Lines.Count} lines")
            .Should().BeEmpty();
    }

    [Fact]
    public void Members_are_short() => files
        .SelectMany(file => file.Members().Where(member => member.Lines > 60).Select(member => $"{file.Path}: {member.Name} has {member.Lines} lines"))
        .Should().BeEmpty();

    [Fact]
    public void Long_members_are_seen()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "class A\n{\n    void Long()\n    {\n" + string.Concat(Enumerable.Repeat("        if (x) { y(); }\n", 70)) + "    }\n}\n");
        SourceFile file = new(path);
        File.Delete(path);
        file.Members().Should().ContainSingle(member => member.Name == "void Long()" && member.Lines == 72);
    }
}
