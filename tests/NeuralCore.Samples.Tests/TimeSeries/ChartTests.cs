using System.Xml.Linq;
using FluentAssertions;
using TimeSeriesSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The forecast as a picture, in text and as SVG.</summary>
public sealed class ChartTests
{
    [Fact]
    public void Dots_are_those_of_braille()
    {
        BrailleCanvas canvas = new(columns: 3, rows: 2);
        (canvas.Width, canvas.Height).Should().Be((6, 8));
        canvas.Set(0, 0);
        canvas.Set(3, 3);
        canvas.Line(2, 4, 5, 7);
        new string(canvas.Row(0)).Should().Be("⠁⢀ ");
        new string(canvas.Row(1)).Should().Be(" ⠑⢄");
    }

    [Fact]
    public void A_chart_fits_into_a_terminal_and_names_the_days()
    {
        float[] measured = [.. Enumerable.Range(0, 168).Select(hour => 100f + (hour % 24))];
        float[] forecast = [.. measured.Select(_ => 60f)];
        string[] lines = TerminalChart.Draw(measured, forecast);
        lines.Should().HaveCount(15).And.OnlyContain(line => line.Length <= 80);
        lines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Should().Equal("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
        lines[^2].Count(sign => sign == TerminalChart.Mark).Should().Be(36, "the forecast lies at the bottom, and every other column shows it");
        lines[..^2].Should().NotContain(line => line.Contains(TerminalChart.Mark));
        lines[0].Should().StartWith("   140 ┤");
        lines[^2].Should().StartWith("    60 ┤");
    }

    [Fact]
    public void A_picture_is_svg_with_a_point_for_each_hour()
    {
        string svg = SvgChart.Draw("a < b & c", new Curve("one", "red", new float[48]), new Curve("two", "blue", [.. Enumerable.Range(0, 48).Select(i => (float)i)]));
        XDocument picture = XDocument.Parse(svg);
        XNamespace space = "http://www.w3.org/2000/svg";
        picture.Root!.Element(space + "title")!.Value.Should().Be("a < b & c");
        XElement[] curves = [.. picture.Root.Elements(space + "polyline")];
        curves.Should().HaveCount(2);
        foreach (XElement curve in curves)
            curve.Attribute("points")!.Value.Split(' ').Should().HaveCount(48);
        picture.Root.Elements(space + "text").Select(text => text.Value).Should().Contain(["one", "two", "day 1", "day 2"]);
    }
}
