using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class ReductionTests
{
    private static readonly Tensor empty = Tensor.Zeros(2, 0);

    [Fact]
    public void Of_no_numbers_the_sum_is_zero_and_the_mean_is_none()
    {
        empty.Sum([1]).ToArray().Should().Equal(0, 0);
        empty.Norm([1]).ToArray().Should().Equal(0, 0);
        empty.Mean([1]).ToArray().Should().Equal(Real.NaN, Real.NaN);
        empty.Variance([1]).ToArray().Should().Equal(Real.NaN, Real.NaN);
        empty.Mean([0]).Shape.Should().Be(Shape.Create([0]));
    }

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("Norm")]
    [InlineData("ArgMax")]
    [InlineData("ArgMin")]
    public void Of_no_numbers_none_is_the_largest(string name)
    {
        Action act = name switch
        {
            "Max" => () => empty.Max([1]),
            "Min" => () => empty.Min(),
            "Norm" => () => empty.Norm([1], Real.PositiveInfinity),
            "ArgMax" => () => empty.ArgMax(-1),
            _ => () => empty.ArgMin(),
        };
        act.Should().Throw<ShapeException>().WithMessage($"{name}: axis * of shape [*0] has size 0*");
    }

    [Fact]
    public void Reducing_another_axis_of_an_empty_tensor_gives_an_empty_one()
    {
        empty.Max([0]).Shape.Should().Be(Shape.Create([0]));
        empty.ArgMin(0, keepAxis: true).Shape.Should().Be(Shape.Create([1, 0]));
    }

    [Fact]
    public void One_number_has_a_variance_only_without_correction()
    {
        Tensor one = Tensor.From([3]);
        one.Variance().Item().Should().Be(Real.NaN);
        one.StandardDeviation().Item().Should().Be(Real.NaN);
        one.Variance(correction: 0).Item().Should().Be(0);
        Tensor.From([1, 2]).Variance(correction: 3).Item().Should().Be(Real.PositiveInfinity);
    }

    [Fact]
    public void The_variance_of_numbers_far_from_zero_keeps_its_digits()
    {
        Tensor x = Tensor.From([10001, 10002, 10003, 10004]);
        x.Variance(correction: 0).Item().Should().Be((Real)1.25);
    }

    [Fact]
    public void Equal_numbers_have_a_standard_deviation_without_slope()
    {
        Tensor x = Tensor.From([2, 2, 2]);
        x.RequiresGradient = true;
        x.StandardDeviation().Backward();
        x.Gradient!.ToArray().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void A_NaN_is_the_largest_and_the_smallest()
    {
        Tensor x = Tensor.From([1, Real.NaN, 3, Real.NaN, Real.PositiveInfinity, 0]);
        x.Max().Item().Should().Be(Real.NaN);
        x.Min().Item().Should().Be(Real.NaN);
        x.ArgMax().Item().Should().Be(1);
        x.ArgMin().Item().Should().Be(1);
        Tensor columns = Tensor.From([1, 5, Real.NaN, 5, 9, 5], 3, 2);
        columns.ArgMax(0).ToArray().Should().Equal(1, 0);
    }

    [Fact]
    public void The_first_of_equal_numbers_is_found()
    {
        Tensor.From([0, 7, 7, -0f, 7]).ArgMax().Item().Should().Be(1);
        Tensor.From([-0f, 0, 5]).ArgMin().Item().Should().Be(0);
        Tensor.From([0, -0f, 5]).ArgMin().Item().Should().Be(0);
        Tensor.From([1, 1, 0, -0f, -0f, 0, 1, 1], 4, 2).ArgMin(0).ToArray().Should().Equal(1, 1);
        Tensor.Full(Real.NegativeInfinity, 40, 20).ArgMax(0).ToArray().Should().OnlyContain(place => place == 0);
    }

    [Fact]
    public void Places_beyond_what_a_tensor_counts_exactly_are_refused()
    {
        Action act = () => Tensor.Zeros((1 << 24) + 2, 0).ArgMax(0);
        act.Should().Throw<ShapeException>().WithMessage("ArgMax: among 16777218 numbers a place can be above 16777216*");
    }

    [Fact]
    public void Axes_that_make_no_sense_are_named()
    {
        Tensor x = Tensor.Ones(2, 3);
        Refused(() => x.Mean([2]), "Mean: axis 2 does not exist*");
        Refused(() => x.StandardDeviation([0, -2]), "StandardDeviation: axis -2 is given twice*");
        Refused(() => x.Norm([5], 1), "Norm: axis 5 does not exist*");
        Refused(() => x.ArgMax(-3), "ArgMax: axis -3 does not exist*");
        Refused(() => Tensor.Scalar(1).Max([0]), "Max: axis 0 does not exist, because the tensor is a scalar*");

        static void Refused(Action act, string text) => act.Should().Throw<ShapeException>().WithMessage(text);
    }

    [Fact]
    public void A_norm_that_is_not_there_is_refused()
    {
        Action act = () => Tensor.Ones(2).Norm(3);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("p must be 1, 2 or positive infinity.*");
    }

    [Fact]
    public void Scalars_reduce_to_themselves()
    {
        Tensor x = Tensor.Scalar(-3);
        x.RequiresGradient = true;
        (x.Mean() + x.Max() + x.Norm() + x.Variance(correction: 0)).Backward();
        x.Gradient!.Item().Should().Be(1);
    }
}
