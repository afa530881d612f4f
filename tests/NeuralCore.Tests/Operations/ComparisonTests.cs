using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class ComparisonTests
{
    [Fact]
    public void NaN_differs_from_everything_and_is_neither_above_nor_below()
    {
        Tensor x = Tensor.From([Real.NaN, Real.NaN, 1]);
        Tensor y = Tensor.From([Real.NaN, 1, Real.NaN]);
        foreach (Tensor result in (Tensor[])[x > y, x >= y, x < y, x <= y, x.EqualTo(y), x > Real.NaN, Real.NaN <= x])
            result.ToArray().Should().Equal(0, 0, 0);
        x.NotEqualTo(y).ToArray().Should().Equal(1, 1, 1);
    }

    [Fact]
    public void Both_zeros_are_equal()
    {
        Tensor zeros = Tensor.From([0, -0f]);
        zeros.EqualTo(-0f).ToArray().Should().Equal(1, 1);
        (zeros < 0).ToArray().Should().Equal(0, 0);
    }

    [Fact]
    public void A_comparison_never_requires_a_gradient()
    {
        Tensor x = Tensor.Ones(2);
        x.RequiresGradient = true;
        foreach (Tensor result in (Tensor[])[x > 0, x.EqualTo(x), 1 < x, x >= Tensor.Ones(2), x.Step(), x.ArgMax()])
            result.RequiresGradient.Should().BeFalse();
    }

    [Fact]
    public void The_equality_operators_compare_references()
    {
        Tensor x = Tensor.Ones(2);
        Tensor same = x;
        (x == same).Should().BeTrue();
        (x == Tensor.Ones(2)).Should().BeFalse();
    }

    [Fact]
    public void Where_takes_no_gradient_from_what_it_did_not_take()
    {
        Tensor x = Tensor.From([0, 4]);
        x.RequiresGradient = true;
        Tensor.Where(x > 0, x.Sqrt(), x.Square()).Sum().Backward();
        x.Gradient!.ToArray()[1].Should().Be((Real)0.25);

        Tensor yes = Tensor.From([1, 1]);
        yes.RequiresGradient = true;
        Tensor.Where(Tensor.From([0, 1]), yes, Tensor.Zeros(2)).Backward(Tensor.From([Real.PositiveInfinity, 2]));
        yes.Gradient!.ToArray().Should().Equal(0, 2);
    }

    [Fact]
    public void Where_takes_yes_for_everything_but_zero() =>
        Tensor.Where(Tensor.From([0, -0f, -3, Real.NaN, Real.PositiveInfinity]), Tensor.Scalar(1), Tensor.Scalar(2))
            .ToArray().Should().Equal(2, 2, 1, 1, 1);

    [Fact]
    public void Where_names_the_shapes_that_do_not_fit()
    {
        Action act = () => Tensor.Where(Tensor.Ones(2), Tensor.Ones(3, 1), Tensor.Ones(4));
        act.Should().Throw<ShapeException>().WithMessage("Where: shapes [2] and [3, 4] do not fit each other.*");
    }
}
