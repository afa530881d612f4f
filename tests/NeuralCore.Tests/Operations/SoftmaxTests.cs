using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class SoftmaxTests
{
    private const Real Inf = Real.PositiveInfinity;

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void Large_numbers_do_no_harm(int axis)
    {
        Tensor x = Tensor.From([1e30f, 1e30f, -1e30f, 0], Lying(4, axis));
        x.Softmax(axis).ToArray().Should().Equal(0.5f, 0.5f, 0, 0);
        Real[] logarithms = x.LogSoftmax(axis).ToArray();
        logarithms[0].Should().BeApproximately(-0.6931472f, 1e-7f);
        logarithms[2].Should().Be(-2e30f);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_number_of_minus_infinity_has_no_share(int axis)
    {
        Tensor x = Tensor.From([3, -Inf, 3], Lying(3, axis));
        x.Softmax(axis).ToArray().Should().Equal(0.5f, 0, 0.5f);
        x.LogSoftmax(axis).ToArray()[1].Should().Be(-Inf);
    }

    [Theory]
    [InlineData(-Inf, -Inf)]
    [InlineData(Inf, 0)]
    [InlineData(Real.NaN, 0)]
    public void Rows_without_an_answer_are_NaN_and_leave_the_others_alone(Real first, Real second)
    {
        foreach (int axis in (int[])[1, 0])
        {
            Tensor x = axis == 1 ? Tensor.From([first, second, 0, 0], 2, 2) : Tensor.From([first, 0, second, 0], 2, 2);
            Real[] y = x.Softmax(axis).ToArray();
            y.Should().ContainInOrder((Real)0.5, (Real)0.5).And.HaveElementAt(0, Real.NaN);
            y.Count(value => Real.IsNaN(value)).Should().Be(2);
            x.LogSoftmax(axis).ToArray().Count(value => Real.IsNaN(value)).Should().Be(2);
        }
    }

    [Fact]
    public void Rows_of_nothing_give_nothing()
    {
        Tensor.Ones(3, 0).Softmax().Shape.Should().Be(Shape.Create([3, 0]));
        Tensor.Ones(0, 3).LogSoftmax(1).Shape.Should().Be(Shape.Create([0, 3]));
        Tensor.Ones(0, 3).Softmax(0).Shape.Should().Be(Shape.Create([0, 3]));
    }

    [Fact]
    public void Rows_and_columns_agree()
    {
        Tensor x = Tensor.Normal(new Rng(8), 7, 33);
        Tensor turned = Tensor.Zeros(33, 7);
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 33; j++)
                turned[j, i] = x[i, j];
        }

        Tensor rows = x.Softmax();
        Tensor columns = turned.Softmax(0);
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 33; j++)
                columns[j, i].Should().BeApproximately(rows[i, j], 1e-6f * rows[i, j]);
        }
    }

    [Fact]
    public void An_axis_that_does_not_exist_is_named()
    {
        Action act = () => Tensor.Ones(2, 3).LogSoftmax(2);
        act.Should().Throw<ShapeException>().WithMessage("LogSoftmax: axis 2 does not exist*from -2 to 1*");
    }

    private static int[] Lying(int count, int axis) => axis == 0 ? [count, 1] : [count];
}
