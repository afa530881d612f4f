using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Double.Tests;

/// <summary>The functions of the double build, against values computed to 17 digits: gradient checks are only as good as these.</summary>
public sealed class LanesMathTests
{
    [Theory]
    [InlineData(1e-12, 1.0000000000005e-12)]
    [InlineData(-1e-05, -9.9999500001666671e-6)]
    [InlineData(0.3, 0.34985880757600309)]
    [InlineData(-0.9, -0.5934303402594009)]
    [InlineData(1.5, 3.4816890703380648)]
    [InlineData(-30.0, -0.99999999999990642)]
    [InlineData(700.0, 1.0142320547350045e+304)]
    public void ExpMinus1_keeps_full_precision(double x, double exact) => Check(LanesMath.ExpMinus1, x, exact);

    [Theory]
    [InlineData(1e-12, 9.9999999999949998e-13)]
    [InlineData(-1e-05, -1.0000050000333337e-5)]
    [InlineData(0.3, 0.26236426446749104)]
    [InlineData(-0.9, -2.3025850929940459)]
    [InlineData(1.5, 0.91629073187415507)]
    [InlineData(10000000000.0, 23.025850930040457)]
    public void Log1Plus_keeps_full_precision(double x, double exact) => Check(LanesMath.Log1Plus, x, exact);

    [Theory]
    [InlineData(1e-12, 0.50000000000025)]
    [InlineData(-0.7, 0.3318122278318339)]
    [InlineData(3.0, 0.95257412682243322)]
    [InlineData(-40.0, 4.248354255291589e-18)]
    [InlineData(-700.0, 9.8596765437597709e-305)]
    [InlineData(40.0, 1.0)]
    public void Sigmoid_keeps_full_precision(double x, double exact) => Check(LanesMath.Sigmoid, x, exact);

    [Theory]
    [InlineData(1e-12, 0.69314718056044531)]
    [InlineData(-0.7, 0.40318604888545791)]
    [InlineData(3.0, 3.0485873515737421)]
    [InlineData(-40.0, 4.248354255291589e-18)]
    [InlineData(-700.0, 9.8596765437597709e-305)]
    [InlineData(40.0, 40.0)]
    public void Softplus_keeps_full_precision(double x, double exact) => Check(LanesMath.Softplus, x, exact);

    [Theory]
    [InlineData(1e-12, 1.1283791670955126e-12)]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(-0.7, -0.67780119383741844)]
    [InlineData(1.3, 0.93400794494065245)]
    [InlineData(2.4999, 0.99959283009966655)]
    [InlineData(2.5001, 0.99959326575652932)]
    [InlineData(-3.5, -0.99999925690162766)]
    [InlineData(5.9, 0.99999999999999993)]
    public void Erf_keeps_full_precision(double x, double exact) => Check(LanesMath.Erf, x, exact);

    [Theory]
    [InlineData(0.0, 0.39894228040143268)]
    [InlineData(0.7, 0.31225393336676127)]
    [InlineData(-2.0, 0.053990966513188052)]
    [InlineData(6.0, 6.0758828498232855e-9)]
    public void NormalDensity_keeps_full_precision(double x, double exact) => Check(LanesMath.NormalDensity, x, exact);

    [Theory]
    [InlineData(double.NegativeInfinity, 0, 0, -1)]
    [InlineData(double.PositiveInfinity, 1, double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN)]
    public void Limits_are_reached(double x, double sigmoid, double softplus, double erf)
    {
        Value(LanesMath.Sigmoid, x).Should().Be(sigmoid);
        Value(LanesMath.Softplus, x).Should().Be(softplus);
        Value(LanesMath.Erf, x).Should().Be(erf);
    }

    private static void Check(Func<Lanes1, Lanes1> function, double x, double exact) =>
        (Value(function, x) / exact).Should().BeApproximately(1, 2e-15);

    private static double Value(Func<Lanes1, Lanes1> function, double x)
    {
        double result = 0;
        Lanes1.Store(function(Lanes1.All(x)), ref result, 0);
        return result;
    }
}
