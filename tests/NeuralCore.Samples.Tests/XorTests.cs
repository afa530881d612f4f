using System.Globalization;
using System.Reflection;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The program of twenty lines.</summary>
public sealed class XorTests
{
    private static readonly string source = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Xor", "Program.cs"));

    [Fact]
    public void It_has_twenty_lines() => source.TrimEnd('\n').Split('\n').Should().HaveCount(20);

    [Fact]
    public void The_readme_shows_it_as_it_is() =>
        File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Should().Contain($"```csharp\n{source}```");

    [Fact]
    public void It_learns_xor_with_every_one_of_twenty_seeds()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            string[] lines = Run(seed.ToString(CultureInfo.InvariantCulture)).TrimEnd('\n').Split('\n');
            lines.Should().HaveCount(4);
            float[] answers = [.. lines.Select(line => float.Parse(line.Split('=')[1], CultureInfo.InvariantCulture))];
            answers.Zip([0f, 1f, 1f, 0f], (got, expected) => Math.Abs(got - expected))
                .Should().OnlyContain(error => error < 0.1f, "seed {0} must learn it", seed);
        }
    }

    [Fact]
    public void The_seed_decides_the_answers()
    {
        Run("3").Should().Be(Run("3"));
        Run().Should().Be(Run("0"));
    }

    private static string Run(params string[] arguments)
    {
        TextWriter console = Console.Out;
        StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        try
        {
            Console.SetOut(output);
            Assembly.Load("Xor").EntryPoint!.Invoke(null, [arguments]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }
}
