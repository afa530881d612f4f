using FluentAssertions;
using NeuralCore.Catalog;
using NeuralCore.Testing;
using Xunit;

namespace NeuralCore.Double.Tests;

/// <summary>Every derivative of every operation in the catalog, against differences of its values, in double precision.</summary>
public sealed class GradientCheckTests
{
    public static IEnumerable<object[]> Rows => OperationCatalog.Rows.Where(row => row.IsDifferentiable && row.IsSmooth).Select(row => new object[] { row.Name });

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_whole_Jacobian_is_right_to_seven_digits(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        GradientCheck.Run(row.Run, row.CreateInputs()).ThrowIfAbove(1e-7);
    }

    public static IEnumerable<object[]> Layers => LayerCatalog.Rows.Select(row => new object[] { row.Name });

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_are_right_to_seven_digits_for_inputs_and_parameters(string name)
    {
        LayerRow row = LayerCatalog.Find(name);
        Layer layer = row.Create();
        Tensor[] inputs = [row.CreateInput(), .. layer.Parameters.Select(parameter => parameter.Value)];
        GradientCheck.Run(x => layer.Forward(x[0]), inputs).ThrowIfAbove(1e-7);
    }

    [Fact]
    public void A_wrong_slope_is_found()
    {
        Tensor x = Tensor.From([0.5, -1, 2]);
        x.RequiresGradient = true;
        GradientReport report = GradientCheck.Run(x => new AlmostSquare().Apply(x), x);
        report.Error.Should().BeApproximately(1e-6, 1e-8);
        Action act = () => report.ThrowIfAbove(1e-7);
        act.Should().Throw<GradientException>().WithMessage("*output number * by number * of input 0*");
    }

    [Fact]
    public void A_graph_that_is_cut_is_found()
    {
        Tensor x = Tensor.From([1.0]);
        x.RequiresGradient = true;
        Action act = () => GradientCheck.Run(x => x.Detach() * 2, x);
        act.Should().Throw<GradientException>().WithMessage("*cuts the graph*");
    }

    private sealed class AlmostSquare : CustomOperation
    {
        protected override Tensor Forward(Tensor[] inputs) => inputs[0] * inputs[0];

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output) => [gradient * inputs[0] * (2 + 2e-6)];
    }
}
