using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The axes of the report's charts.</summary>
public sealed class LineChartTests
{
    [Theory]
    [InlineData(0.02, 0.34)]
    [InlineData(0.9, 0.9)]
    [InlineData(0, 0)]
    [InlineData(1e-9, 1e6)]
    [InlineData(-3, 7)]
    public void An_axis_has_a_few_lines_and_holds_all_values(double least, double most)
    {
        (double low, double high, double step) = Axis.Around([most, least]);
        low.Should().BeLessThanOrEqualTo(least);
        high.Should().BeGreaterThanOrEqualTo(most);
        ((high - low) / step).Should().BeInRange(0.9, 8.1);
    }

    [Fact]
    public void A_single_epoch_is_drawn() =>
        LineChart.Draw("Loss", new Curve("training", "first", [0.5])).ToString().Should().Contain("<circle").And.NotContain("NaN");

    [Fact]
    public void Text_is_escaped() => Html.From($"<b>{"<&>"}</b>{1.5:0.00}").ToString().Should().Be("<b>&lt;&amp;&gt;</b>1.50");
}
