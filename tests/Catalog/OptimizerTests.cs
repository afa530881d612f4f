using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Catalog;

/// <summary>What must hold of every optimizer.</summary>
public sealed class OptimizerTests
{
    public static IEnumerable<object[]> Rows => OptimizerCatalog.Rows.Select(row => new object[] { row.Name });

    [Fact]
    public void Every_optimizer_has_a_row() => typeof(Optimizer).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract)
        .Select(type => type.Name)
        .Should().BeSubsetOf(OptimizerCatalog.Rows.Select(row => row.Name.Split(' ')[0]));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_hundred_steps_follow_PyTorch(string name)
    {
        JsonElement golden = Golden.Find("optimizers", name);
        OptimizerProblem problem = new();
        Optimizer optimizer = OptimizerCatalog.Find(name).Build(problem.Parameters);
        golden.TryGetProperty("100", out _).Should().BeTrue("the path is watched to its end");
        for (int step = 1; step <= OptimizerProblem.Steps; step++)
        {
            problem.Loss().Backward();
            optimizer.Step();
            if (!golden.TryGetProperty(step.ToString(System.Globalization.CultureInfo.InvariantCulture), out JsonElement expected))
                continue;
            for (int i = 0; i < problem.Parameters.Count; i++)
            {
                problem.Parameters[i].Gradient.Should().BeNull("the step clears the gradients");
                problem.Parameters[i].Value.ShouldBeNear(expected[i].Numbers(), $"{problem.Parameters[i].Name} after step {step}", sizeof(Real) == sizeof(double) ? 1e-8 : 1e-5);
            }
        }
    }
}
