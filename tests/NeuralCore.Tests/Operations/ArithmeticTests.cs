using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

/// <summary>What the catalog cannot say of element-wise operations: non-finite numbers, empty shapes, kinks, refusals.</summary>
public sealed class ArithmeticTests
{
    private static readonly Tensor odd = Tensor.From([Real.NegativeInfinity, -1, -0f, 0, 1, Real.PositiveInfinity, Real.NaN]);

    [Fact]
    public void Division_by_zero_follows_the_floating_point_rules() =>
        (Tensor.From([1, -1, 0]) / Tensor.From([0, 0, 0])).ToArray().Should().Equal(Real.PositiveInfinity, Real.NegativeInfinity, Real.NaN);

    [Fact]
    public void Larger_and_smaller_never_lose_a_NaN()
    {
        Tensor numbers = Tensor.From([Real.NaN, 1, Real.NaN]);
        Tensor others = Tensor.From([1, Real.NaN, Real.NaN]);
        numbers.Maximum(others).ToArray().Should().OnlyContain(value => Real.IsNaN(value));
        numbers.Minimum(others).ToArray().Should().OnlyContain(value => Real.IsNaN(value));
        odd.Maximum(Real.NaN).ToArray().Should().OnlyContain(value => Real.IsNaN(value));
        odd.Minimum(0).ToArray().Should().Equal(Real.NegativeInfinity, -1, 0, 0, 0, 0, Real.NaN);
    }

    [Fact]
    public void Clamp_keeps_NaN_and_limits_infinities()
    {
        odd.Clamp(-2, 2).ToArray().Should().Equal(-2, -1, 0, 0, 1, 2, Real.NaN);
        odd.Clamp().ToArray().Should().Equal(odd.ToArray());
    }

    [Theory]
    [InlineData(2, 1, "min must be a number that is at most max, which is 1.*")]
    [InlineData(Real.NaN, 1, "min must be a number that is at most max, which is 1.*")]
    [InlineData(0, Real.NaN, "max must be a number.*")]
    public void Clamp_refuses_limits_that_make_no_sense(Real min, Real max, string text)
    {
        Action act = () => odd.Clamp(min, max);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(text);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1.7)]
    public void A_power_by_number_is_close_to_the_power_by_tensor(double exponent)
    {
        Tensor x = Tensor.From([0.25f, 1, 1.7f, 1000]);
        Real[] actual = x.Power((Real)exponent).ToArray();
        Real[] expected = x.Power(Tensor.Scalar((Real)exponent)).ToArray();
        for (int i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], Real.Abs(expected[i]) * 4e-7f);
    }

    [Fact]
    public void Anything_to_the_power_of_zero_is_one()
    {
        odd.Power(0).ToArray().Should().OnlyContain(value => value == 1);
        odd.Power(Tensor.Scalar(0)).ToArray().Should().OnlyContain(value => value == 1);
    }

    [Fact]
    public void Sizes_of_one_and_zero_broadcast()
    {
        (Tensor.Ones(3, 1) - Tensor.Ones(1, 4)).Shape.Should().Be(Shape.Create([3, 4]));
        (Tensor.Ones(0, 3) / Tensor.Ones(3)).Shape.Should().Be(Shape.Create([0, 3]));
        (Tensor.Ones(1, 3) / Tensor.Ones(0, 1)).Shape.Should().Be(Shape.Create([0, 3]));
        (Tensor.Ones(0) > Tensor.Scalar(1)).Shape.Should().Be(Shape.Create([0]));
        Tensor.Where(Tensor.Ones(0, 1), Tensor.Ones(4), Tensor.Scalar(1)).Shape.Should().Be(Shape.Create([0, 4]));
    }

    [Fact]
    public void A_gradient_through_an_empty_result_is_zero()
    {
        Tensor row = Tensor.Ones(3);
        row.RequiresGradient = true;
        Tensor result = Tensor.Ones(0, 3) / row;
        result.Backward(Tensor.Ones(0, 3));
        row.Gradient!.ToArray().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Action act = () => _ = Tensor.Ones(2, 3) - Tensor.Ones(2);
        act.Should().Throw<ShapeException>().WithMessage("Subtract: shapes [2, 3] and [2] do not fit each other.*axis -1*3 and 2*");
    }

    [Fact]
    public void A_missing_operand_is_named()
    {
        Tensor missing = null!;
        Action left = () => _ = missing / odd;
        Action right = () => _ = odd - missing;
        Action number = () => _ = 1 - missing;
        left.Should().Throw<ArgumentNullException>().WithParameterName("left");
        right.Should().Throw<ArgumentNullException>().WithParameterName("other");
        number.Should().Throw<ArgumentNullException>().WithParameterName("right");
    }

    [Fact]
    public void A_product_needs_only_the_factors_of_those_that_want_a_gradient()
    {
        Tensor weight = Tensor.From([1, 2]);
        weight.RequiresGradient = true;
        Tensor constant = Tensor.From([3, 4]);
        Tensor loss = (weight * constant).Sum();
        weight.Fill(100);
        loss.Backward(retainGraph: true);
        weight.Gradient!.ToArray().Should().Equal(3, 4);

        constant.Fill(100);
        Action again = () => loss.Backward();
        again.Should().Throw<GradientException>().WithMessage("*Multiply saved a tensor of shape [2]*Fill changed it*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_long_run_is_broadcast_in_pieces(int rows)
    {
        const int length = 100_001;
        Tensor x = Tensor.Range(rows * length).Reshape(rows, length);
        Tensor column = Tensor.Range(1, rows + 1).Reshape(rows, 1);
        Tensor row = Tensor.Range(length);
        Real[] byRight = (x - column).ToArray(), byLeft = (column - x).ToArray(), byBoth = (x - row).ToArray();
        for (int i = 0; i < byRight.Length; i++)
        {
            Real difference = i - (1 + (i / length));
            if (byRight[i] != difference || byLeft[i] != -difference || byBoth[i] != i - (i % length))
                Assert.Fail($"number {i}: {byRight[i]}, {byLeft[i]}, {byBoth[i]}");
        }
    }

    [Fact]
    public void Operators_name_the_operand_that_is_null()
    {
        Tensor x = Tensor.Ones(2), nothing = null!;
        Func<Tensor>[] leftIsNull =
        [
            () => nothing + x, () => nothing - x, () => nothing * x, () => nothing / x,
            () => nothing + 1, () => nothing - 1, () => nothing * 1, () => nothing / 1,
        ];
        Func<Tensor>[] rightIsNull = [() => 1 + nothing, () => 1 - nothing, () => 1 * nothing, () => 1 / nothing];
        foreach (Func<Tensor> act in leftIsNull)
            act.Should().Throw<ArgumentNullException>().WithParameterName("left");
        foreach (Func<Tensor> act in rightIsNull)
            act.Should().Throw<ArgumentNullException>().WithParameterName("right");
    }
}
