using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Tensors;

public sealed class TensorCreateTests
{
    [Fact]
    public void Constants_fill_their_shape()
    {
        Tensor.Zeros(2, 3).ToArray().Should().Equal(0, 0, 0, 0, 0, 0);
        Tensor.Ones(2).ToArray().Should().Equal(1, 1);
        Tensor.Full((Real)2.5, 1, 2).ToArray().Should().Equal((Real)2.5, (Real)2.5);
        Tensor.Zeros().Rank.Should().Be(0);
        Tensor.Scalar(3).Item().Should().Be(3);
        Tensor.Ones(0, 4).ToArray().Should().BeEmpty();
    }

    [Fact]
    public void Values_are_copied_in()
    {
        Real[] values = [1, 2, 3, 4, 5, 6];
        Tensor tensor = Tensor.From(values, 2, 3);
        values[0] = 99;
        tensor.Shape.Should().Be(Shape.Create([2, 3]));
        tensor[0, 0].Should().Be(1);
        tensor[1, -1].Should().Be(6);
        Tensor.From([7, 8]).Shape.Should().Be(Shape.Create([2]));
    }

    [Fact]
    public void Too_few_values_for_the_shape_are_refused()
    {
        Action act = () => Tensor.From([1, 2, 3], 2, 2);
        act.Should().Throw<ShapeException>().WithMessage("From: 3 values do not fill shape [2, 2], which holds 4.*");
        Action wrap = () => Tensor.Wrap([1, 2, 3], 2);
        wrap.Should().Throw<ShapeException>().WithMessage("Wrap: 3 values do not fill shape [2], which holds 2.*");
    }

    [Fact]
    public void One_index_of_a_matrix_is_refused_with_what_takes_a_row()
    {
        Func<Real> read = () => Tensor.Zeros(3, 4)[1];
        read.Should().Throw<ShapeException>().WithMessage("Index [1] has length 1, but shape [3, 4] has 2 axes. *Select*[1..2]*");
    }

    [Fact]
    public void Rectangular_arrays_of_any_rank_and_number_type_are_converted()
    {
        Tensor.From(new double[,] { { 1, 2 }, { 3, 4 } }).ToString().Should().Be("[[1, 2],\n [3, 4]]");
        Tensor bytes = Tensor.From(new byte[2, 1, 3] { { { 1, 2, 255 } }, { { 4, 5, 6 } } });
        bytes.Shape.Should().Be(Shape.Create([2, 1, 3]));
        bytes.ToArray().Should().Equal(1, 2, 255, 4, 5, 6);
        Tensor.From(new long[] { -1, 1 << 24 }).ToArray().Should().Equal(-1, 1 << 24);
        Tensor.From(new Real[] { 1, 2 }).ToArray().Should().Equal(1, 2);
    }

    [Fact]
    public void Arrays_of_anything_else_are_refused()
    {
        Action jagged = () => Tensor.From((Array)new Real[][] { [1], [2] });
        jagged.Should().Throw<ArgumentException>().WithMessage(
            "Tensor.From: an array of type Single[][] holds System.Single[], which is not a number.*stack tensors of its rows*");
        Action text = () => Tensor.From(new[] { "1" });
        text.Should().Throw<ArgumentException>().WithMessage("*of type String[] holds 1, which is not a number*");
    }

    [Fact]
    public void Wrapping_shares_the_array()
    {
        Real[] values = [1, 2, 3, 4];
        Tensor tensor = Tensor.Wrap(values, 2, 2);
        values[3] = 40;
        tensor[1, 1].Should().Be(40);
        tensor[0, 0] = 10;
        values[0].Should().Be(10);
        Tensor.Wrap(values).Shape.Should().Be(Shape.Create([4]));
    }

    [Fact]
    public void Ranges_do_not_add_up_errors()
    {
        Tensor.Range(4).ToArray().Should().Equal(0, 1, 2, 3);
        Tensor.Range(5, 2, -1).ToArray().Should().Equal(5, 4, 3);
        Tensor.Range(3, 3).Count.Should().Be(0);
        Tensor.Range(3, 1).Count.Should().Be(0);
        Real tenth = (Real)0.1;
        Tensor.Range(0, 1000, tenth)[9999].Should().Be(9999 * tenth);
    }

    [Fact]
    public void A_step_that_leads_nowhere_is_refused()
    {
        Action zero = () => Tensor.Range(0, 1, 0);
        zero.Should().Throw<ArgumentOutOfRangeException>().WithMessage("step must be finite and not zero.*");
        Action nan = () => Tensor.Range(0, 1, Real.NaN);
        nan.Should().Throw<ArgumentOutOfRangeException>();
        Action negative = () => Tensor.Range(-3);
        negative.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("count");
        Action endless = () => Tensor.Range(0, Real.PositiveInfinity);
        endless.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("end");
    }

    [Fact]
    public void Equal_distances_end_exactly_at_the_end()
    {
        Tensor.Linspace(0, 1, 5).ToArray().Should().Equal(0, (Real)0.25, (Real)0.5, (Real)0.75, 1);
        Tensor.Linspace(0, (Real)0.1, 7)[-1].Should().Be((Real)0.1);
        Tensor.Linspace(3, 9, 1).ToArray().Should().Equal(3);
        Tensor.Linspace(3, 9, 0).Count.Should().Be(0);
    }

    [Fact]
    public void The_identity_has_ones_on_its_diagonal() => Tensor.Identity(2).ToArray().Should().Equal(1, 0, 0, 1);

    [Fact]
    public void Random_numbers_depend_on_the_seed_only()
    {
        Real[] uniform = Tensor.Uniform(new Rng(1), 3, 4).ToArray();
        uniform.Should().Equal(Tensor.Uniform(new Rng(1), 12).ToArray());
        uniform.Should().OnlyContain(value => value >= 0 && value < 1);
        uniform.Should().NotEqual(Tensor.Uniform(new Rng(2), 12).ToArray());
        Real[] normal = Tensor.Normal(new Rng(1), 10000).ToArray();
        normal.Average(value => (double)value).Should().BeApproximately(0, 0.05);
        normal.Average(value => (double)value * value).Should().BeApproximately(1, 0.05);
    }
}
