using System.Reflection;
using FluentAssertions;
using NeuralCore.Testing;
using Xunit;

namespace NeuralCore.Tests.Architecture;

/// <summary>The public surface is a reviewed text file: a change to it shows in the difference.</summary>
public sealed class PublicApiTests
{
    public static IEnumerable<object[]> Assemblies => [[typeof(Tensor).Assembly], [typeof(GradientCheck).Assembly]];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_surface_is_the_approved_one(Assembly assembly)
    {
        string name = assembly.GetName().Name!;
        string file = Path.Combine(Repository.Root, "tests", "NeuralCore.Tests", "Architecture", name + ".api.txt");
        string surface = PublicApi.Describe(assembly);
        if (Environment.GetEnvironmentVariable("NEURALCORE_APPROVE") == "1")
            File.WriteAllText(file, surface);

        string approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        surface.Split('\n').Should().BeEquivalentTo(
            approved.Split('\n'),
            options => options.WithStrictOrdering(),
            "{0} holds the approved surface; after a change that is meant, run the tests once with NEURALCORE_APPROVE=1 and commit it", file);
    }
}
