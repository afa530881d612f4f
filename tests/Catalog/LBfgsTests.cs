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
                problem.Parameters[i].Value.ShouldBeNear(expected[i].Numbers(), $"{problem.Parameters[i].Name} after step {step}", WeightTolerance(step));
            }

            OptimizerProblem there = new();
            for (int i = 0; i < problem.Parameters.Count; i++)
                there.Parameters[i].Value.CopyFrom([.. expected[i].Numbers().Select(value => (Real)value)]);
            double loss = there.Loss().Item();
            ((double)problem.Loss().Item()).Should().BeApproximately(loss, LossTolerance(step) * loss, "the loss after step {0}", step);
        }
    }

    // Each step divides by differences of gradients: what rounding in single precision does to them grows from step to step, the most along
    // directions in which the loss hardly changes.
    private static double WeightTolerance(int step) => sizeof(Real) == sizeof(double) ? 1e-9 : step <= 2 ? 1e-4 : 5e-2;

    // Of the loss, which falls from 0.9 to 0.13. Halfway a path that is a little ahead or behind shows; at the end all are in the minimum.
    private static double LossTolerance(int step) => sizeof(Real) == sizeof(double) ? 1e-10 : step == 10 ? 3e-3 : 2e-5;
}
