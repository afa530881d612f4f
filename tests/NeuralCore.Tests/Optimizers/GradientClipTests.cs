using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Optimizers;

/// <summary>Clipping by norm and by value.</summary>
public sealed class GradientClipTests
{
    [Fact]
    public void A_norm_over_all_parameters_is_brought_down_and_the_direction_stays()
    {
        Parameter[] model = [With(3, 0), With(-4), new Parameter("idle", Tensor.Ones(5))];
        GradientClip.ByNorm(model, 1).Should().Be(5);
        model[0].Gradient!.ToArray()[0].Should().BeApproximately((Real)0.6, (Real)1e-6);
        model[1].Gradient!.Item().Should().BeApproximately((Real)(-0.8), (Real)1e-6);
        model[2].Gradient.Should().BeNull();
    }

    [Fact]
    public void A_norm_below_the_limit_leaves_the_bits()
    {
        Parameter parameter = With((Real)0.1, (Real)0.2);
        GradientClip.ByNorm([parameter], 1);
        parameter.Gradient!.ToArray().Should().Equal((Real)0.1, (Real)0.2);
    }

    [Fact]
    public void A_norm_that_is_not_finite_stops_naming_the_parameter_and_changes_nothing()
    {
        foreach (Real bad in new[] { Real.NaN, Real.PositiveInfinity })
        {
            Parameter[] model = [With(30), With(1, bad)];
            Action clip = () => GradientClip.ByNorm(model, 1);
            clip.Should().Throw<NonFiniteException>().WithMessage("GradientClip.ByNorm: the squares of the gradient of parameter 1, w [2], add up to *");
            model[0].Gradient!.Item().Should().Be(30);
            Real.IsFinite(GradientClip.ByNorm(model, 1, throwIfNotFinite: false)).Should().BeFalse();
        }
    }

    [Fact]
    public void Values_are_brought_into_the_range()
    {
        Parameter parameter = With(-3, (Real)0.5, 2);
        GradientClip.ByValue([parameter], 1);
        parameter.Gradient!.ToArray().Should().Equal(-1, (Real)0.5, 1);
    }

    [Fact]
    public void A_limit_that_is_not_positive_is_refused()
    {
        foreach (Real bad in new[] { 0, -1, Real.NaN })
        {
            Action norm = () => GradientClip.ByNorm([With(1)], bad);
            norm.Should().Throw<ArgumentOutOfRangeException>().WithMessage("maxNorm is *, but must be positive.*");
            Action value = () => GradientClip.ByValue([With(1)], bad);
            value.Should().Throw<ArgumentOutOfRangeException>().WithMessage("maxValue is *, but must be positive.*");
        }
    }

    private static Parameter With(params Real[] gradient)
    {
        Parameter parameter = new("w", Tensor.Zeros(gradient.Length));
        (parameter.Value * Tensor.From(gradient)).Sum().Backward();
        return parameter;
    }
}
