using FluentAssertions;
using NeuralCore.Testing;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>What the README shows is code that runs.</summary>
public sealed class ReadmeTests
{
    private static readonly string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_layer_of_ones_own_is_the_one_in_the_tests()
    {
        string file = File.ReadAllText(Path.Combine(Repository.Root, "tests", "NeuralCore.Samples.Tests", "Snippets", "LearnedSwish.cs"));
        readme.Should().Contain($"```csharp\n{file[file.IndexOf("public sealed class", StringComparison.Ordinal)..]}```");
    }

    [Fact]
    public void The_layer_of_ones_own_learns()
    {
        LearnedSwish layer = new(3);
        Tensor input = Tensor.Normal(new Rng(1), 4, 3);
        input.RequiresGradient = true;
        GradientCheck.Run(x => layer.Forward(x[0]), [input, layer.Parameters[0].Value]).ThrowIfAbove();
        layer.ToString().Should().StartWith("LearnedSwish").And.Contain("beta [3]");
    }

    [Fact]
    public void The_commands_name_projects_that_exist()
    {
        foreach (string line in readme.Split('\n').Where(line => line.StartsWith("dotnet run", StringComparison.Ordinal)))
        {
            string project = line.Split("--project ")[1].Split(' ')[0];
            Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.csproj").Should().ContainSingle("the README runs {0}", project);
        }
    }
}
