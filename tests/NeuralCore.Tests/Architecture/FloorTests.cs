using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Architecture;

/// <summary>Dependencies point down only. ARCHITECTURE.md shows the floors.</summary>
public sealed class FloorTests
{
    private static readonly Dictionary<string, int> floors = new()
    {
        ["Basics"] = 0,
        ["Storage"] = 1,
        ["Kernels"] = 2,
        ["Tensors"] = 3,
        ["Autograd"] = 3,
        ["Operations"] = 3,
        ["Initializers"] = 4,
        ["Layers"] = 4,
        ["Losses"] = 4,
        ["Optimizers"] = 5,
        ["Data"] = 6,
        ["Training"] = 7,
        ["IO"] = 8,
    };

    private static readonly (string Folder, SourceFile File)[] files =
    [
        .. Repository.SourceFiles("src/NeuralCore")
            .Select(path => (Folder(path), new SourceFile(path)))
            .Where(file => file.Item1.Length > 0),
    ];

    [Fact]
    public void Every_folder_stands_on_a_floor() => files.Select(file => file.Folder).Distinct().Should().BeSubsetOf(floors.Keys);

    [Fact]
    public void No_file_uses_a_type_of_a_higher_floor()
    {
        ILookup<string, int> floorsOfType = files
            .SelectMany(file => file.File.DeclaredTypes.Select(type => (type, Floor: floors[file.Folder])))
            .ToLookup(pair => pair.type, pair => pair.Floor);
        var up = files.SelectMany(file => file.File.UsedTypes
            .Where(type => floorsOfType[type].Any() && floorsOfType[type].Min() > floors[file.Folder])
            .Select(type => $"{Path.GetFileName(file.File.Path)} (floor {floors[file.Folder]}) uses {type} (floor {floorsOfType[type].Min()})"));
        up.Should().BeEmpty();
    }

    [Fact]
    public void Kernels_know_spans_and_no_tensors() =>
        files.Where(file => file.Folder == "Kernels" && file.File.UsedTypes.Contains("Tensor")).Select(file => file.File.Path).Should().BeEmpty();

    [Fact]
    public void The_engine_knows_no_operation()
    {
        HashSet<string> operations = [.. files.Where(file => file.Folder == "Operations").Select(file => Path.GetFileNameWithoutExtension(file.File.Path))];
        files.Where(file => file.Folder == "Autograd")
            .SelectMany(file => file.File.UsedTypes.Where(operations.Contains))
            .Should().BeEmpty();
    }

    [Fact]
    public void Optimizers_do_not_mention_layers() =>
        files.Where(file => file.Folder == "Optimizers" && file.File.Code.Contains("Layer", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void An_arrow_that_points_up_is_seen()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "internal class Low { High up = new High(1); int other = x.Member + Call(); /* Comment */ string s = \"Text\"; } file readonly struct Hidden;");
        SourceFile file = new(path);
        File.Delete(path);
        file.UsedTypes.Should().Contain("High").And.NotContain(["Member", "Call", "Comment", "Text"]);
        file.DeclaredTypes.Should().Equal("Low");
    }

    private static string Folder(string path)
    {
        string relative = Path.GetRelativePath(Path.Combine(Repository.Root, "src", "NeuralCore"), path);
        return relative.Contains(Path.DirectorySeparatorChar) ? relative.Split(Path.DirectorySeparatorChar)[0] : "";
    }
}
