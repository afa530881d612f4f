using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Catalog;

/// <summary>The path of L-BFGS.</summary>
public sealed class LBfgsTests
{
    public static IEnumerable<object[]> Rows => LBfgsRow.All.Select(row => new object[] { row.Name });

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_hundred_steps_follow_PyTorch(string name)
    {
        JsonElement golden = Golden.Find("optimizers", name);
        OptimizerProblem problem = new();
        LBfgs optimizer = LBfgsRow.All.Single(row => row.Name == name).Build(problem.Parameters);
        golden.TryGetProperty("100", out _).Should().BeTrue("the path is watched to its end");
        for (int step = 1; step <= OptimizerProblem.Steps; step++)
        {
            optimizer.Step(problem.Loss);
            if (!golden.TryGetProperty(step.ToString(CultureInfo.InvariantCulture), out JsonElement expected))
                continue;
            for (int i = 0; i < problem.Parameters.Count; i++)
            {
                problem.Parameters[i].Gradient.Should().BeNull("the step clears the gradients");

                // Each step divides by differences of gradients: what rounding in single precision does to them grows from step to step.
                if (sizeof(Real) == sizeof(double) || step <= 2)
                    problem.Parameters[i].Value.ShouldBeNear(expected[i].Numbers(), $"{problem.Parameters[i].Name} after step {step}", sizeof(Real) == sizeof(double) ? 1e-7 : 1e-4);
            }

            OptimizerProblem there = new();
            for (int i = 0; i < problem.Parameters.Count; i++)
                there.Parameters[i].Value.CopyFrom([.. expected[i].Numbers().Select(value => (Real)value)]);
            ((double)problem.Loss().Item()).Should().BeApproximately(there.Loss().Item(), 1e-3, "the loss after step {0}", step);
        }
    }
}
