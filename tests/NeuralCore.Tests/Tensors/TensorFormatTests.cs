using System.Globalization;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Tensors;

public sealed class TensorFormatTests
{
    [Theory]
    [InlineData(3, "3")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(1e-7, "1.0000e-07")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_scalar_is_its_number(double value, string expected) => Tensor.Scalar((Real)value).ToString().Should().Be(expected);

    [Fact]
    public void Points_stand_below_each_other() =>
        Tensor.From([1, (Real)(-2.5), (Real)0.125, 40], 2, 2).ToString().Should().Be("[[ 1.000, -2.500],\n [ 0.125, 40.000]]");

    [Fact]
    public void Whole_numbers_have_no_point() => Tensor.From([1, -20, 300]).ToString().Should().Be("[  1, -20, 300]");

    [Fact]
    public void More_than_four_digits_are_rounded() => Tensor.From([(Real)0.123456, 1]).ToString().Should().Be("[0.1235, 1.0000]");

    [Fact]
    public void Matrices_of_a_batch_are_set_apart_by_a_blank_line() =>
        Tensor.Range(8).Reshape(2, 2, 2).ToString().Should().Be("[[[0, 1],\n  [2, 3]],\n\n [[4, 5],\n  [6, 7]]]");

    [Fact]
    public void Very_small_or_large_numbers_bring_the_exponent_form_for_all()
    {
        Tensor.From([1, (Real)1e-5]).ToString().Should().Be("[1.0000e+00, 1.0000e-05]");
        Tensor.From([0, (Real)1e9, -2]).ToString().Should().Be("[ 0.0000e+00,  1.0000e+09, -2.0000e+00]");
    }

    [Fact]
    public void What_is_not_finite_decides_nothing_but_the_width() =>
        Tensor.From([Real.NaN, Real.PositiveInfinity, Real.NegativeInfinity, (Real)0.5]).ToString().Should().Be("[ nan,  inf, -inf,  0.5]");

    [Fact]
    public void An_empty_tensor_tells_its_shape()
    {
        Tensor.Zeros(0).ToString().Should().Be("[]");
        Tensor.Zeros(2, 0, 3).ToString().Should().Be("[] of shape [2, 0, 3]");
    }

    [Fact]
    public void Of_more_than_a_thousand_numbers_the_ends_are_shown()
    {
        Tensor.Range(1001).ToString().Should().Be("[   0,    1,    2, ...,  998,  999, 1000]");
        Tensor.Range(2000).Reshape(500, 4).ToString().Should().Be(
            "[[   0,    1,    2,    3],\n [   4,    5,    6,    7],\n [   8,    9,   10,   11],\n ...,\n"
            + " [1988, 1989, 1990, 1991],\n [1992, 1993, 1994, 1995],\n [1996, 1997, 1998, 1999]]");
    }

    [Fact]
    public void Numbers_out_of_sight_do_not_change_the_form_of_those_in_sight()
    {
        Tensor tensor = Tensor.Ones(2000);
        tensor[1000] = (Real)1e-9;
        tensor.ToString().Should().Be("[1, 1, 1, ..., 1, 1, 1]");
    }

    [Fact]
    public void Long_rows_go_on_in_the_next_line()
    {
        string[] lines = Tensor.Range(100).ToString().Split('\n');
        lines.Should().HaveCountGreaterThan(1).And.OnlyContain(line => line.Length <= 80);
        lines[0].Should().StartWith("[ 0,  1,").And.EndWith(",");
        lines[1].Should().StartWith(" 1");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Every_culture_prints_the_same(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Tensor.From([(Real)(-1234.5), (Real)0.25]).ToString().Should().Be("[-1234.50,     0.25]");
            Tensor.From([(Real)1e-9]).ToString().Should().Be("[1.0000e-09]");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
