using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Basics;

/// <summary>The inverse of the normal distribution function against values computed to 17 digits.</summary>
public sealed class NormalQuantileTests
{
    [Theory]
    [InlineData(0.50001, 2.5066282748820863e-5)]
    [InlineData(0.6, 0.25334710313579974)]
    [InlineData(0.92, 1.4050715603096328)]
    [InlineData(0.925, 1.4395314709384562)]
    [InlineData(0.926, 1.4466320671589788)]
    [InlineData(0.97, 1.8807936081512505)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(0.999, 3.0902323061678133)]
    [InlineData(0.9999999, 5.1993375822906611)]
    [InlineData(1e-8, -5.6120012441747887)]
    [InlineData(1.1641532182693481e-10, -6.3379577545537893)]
    [InlineData(0.075, -1.4395314709384559)]
    [InlineData(0.074, -1.4466320671589785)]
    [InlineData(2e-5, -4.1074796545862493)]
    [InlineData(1e-20, -9.2623400897984082)]
    public void Agrees_to_seven_digits(double probability, double quantile) =>
        (NormalQuantile.At(probability) / quantile).Should().BeApproximately(1, 2e-7);

    [Fact]
    public void The_middle_is_zero() => NormalQuantile.At(0.5).Should().Be(0);

    [Fact]
    public void Grows_without_jumps()
    {
        // The step of the probability between neighbours is divided by the density, so no join of two formulas can hide a jump.
        double previous = NormalQuantile.At(1e-5);
        for (int i = 2; i < 100_000; i++)
        {
            double value = NormalQuantile.At(i * 1e-5);
            double middle = (value + previous) / 2;
            double step = 1e-5 / (Math.Exp(-0.5 * middle * middle) / Math.Sqrt(Math.Tau));
            (value - previous).Should().BeGreaterThan(0);
            if (i is > 1000 and < 99_000)
                (value - previous).Should().BeApproximately(step, 1e-6);
            previous = value;
        }
    }
}
