using System.Globalization;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Basics;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_is_written_as_a_collection_expression()
    {
        Shape shape = [32, 28, 28];
        shape.Rank.Should().Be(3);
        shape.Count.Should().Be(32 * 28 * 28);
        shape[0].Should().Be(32);
        shape[^1].Should().Be(28);
        shape.ToString().Should().Be("[32, 28, 28]");
        Shape longer = [.. shape, 3];
        longer.Should().Be(Shape.Create([32, 28, 28, 3]));
    }

    [Fact]
    public void Without_axes_it_is_that_of_a_scalar_whichever_way_it_was_made()
    {
        Shape scalar = [];
        scalar.Count.Should().Be(1);
        scalar.Should().Be(default(Shape)).And.Be(Shape.Create([]));
        scalar.ToString().Should().Be("[]");
    }

    [Fact]
    public void A_size_of_zero_empties_the_shape()
    {
        Shape shape = [3, 0, 2];
        shape.Count.Should().Be(0);
        shape.Should().NotBe(Shape.Create([0]));
    }

    [Fact]
    public void Equal_sizes_are_equal_shapes()
    {
        Shape a = [2, 3];
        Shape b = Shape.Create([2, 3]);
        (a == b).Should().BeTrue();
        a.GetHashCode().Should().Be(b.GetHashCode());
        (a != Shape.Create([3, 2])).Should().BeTrue();
        (a == Shape.Create([2, 3, 1])).Should().BeFalse();
        a.Equals((object)b).Should().BeTrue();
        a.Equals("[2, 3]").Should().BeFalse();
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 1 }, new[] { 1, 4 }, new[] { 2, 4 })]
    [InlineData(new[] { 8, 1, 6, 1 }, new[] { 7, 1, 5 }, new[] { 8, 7, 6, 5 })]
    [InlineData(new int[0], new[] { 2, 2 }, new[] { 2, 2 })]
    [InlineData(new[] { 1 }, new[] { 0 }, new[] { 0 })]
    [InlineData(new[] { 3, 1 }, new[] { 0 }, new[] { 3, 0 })]
    public void Broadcasting_follows_NumPy(int[] left, int[] right, int[] expected)
    {
        Shape.Broadcast(Shape.Create(left), Shape.Create(right)).Should().Be(Shape.Create(expected));
        Shape.Broadcast(Shape.Create(right), Shape.Create(left)).Should().Be(Shape.Create(expected));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_the_axis()
    {
        Action act = () => Shape.Broadcast([4, 2, 3], [4, 3], "Add");
        act.Should().Throw<ShapeException>().WithMessage(
            "Add: shapes [4, 2, 3] and [4, 3] do not fit each other. Counted from the end, sizes must be equal or one of them 1, "
            + "but at axis -2 they are 2 and 4. Reshape or Unsqueeze one of them.");
        Action zero = () => Shape.Broadcast([0], [2]);
        zero.Should().Throw<ShapeException>().WithMessage("*at axis -1 they are 0 and 2*");
    }

    [Fact]
    public void A_negative_size_is_refused_with_its_axis()
    {
        Action act = () => Shape.Create([2, -3]);
        act.Should().Throw<ShapeException>().WithMessage("Shape: size -3 at axis 1 is negative.*Reshape takes one -1*");
    }

    [Theory]
    [InlineData(new[] { 65536, 65536 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue })]
    [InlineData(new[] { 65536, 65536, 0 })]
    public void More_elements_than_one_array_holds_are_refused(int[] sizes)
    {
        Action act = () => Shape.Create(sizes);
        act.Should().Throw<ShapeException>().WithMessage($"Shape: [{string.Join(", ", sizes)}] has more than 2147483527 elements*");
    }

    [Fact]
    public void The_largest_shape_is_accepted()
    {
        Shape.Create([Shape.MaxCount]).Count.Should().Be(Shape.MaxCount);
        Action act = () => Shape.Create([Shape.MaxCount + 1]);
        act.Should().Throw<ShapeException>();
    }

    [Fact]
    public void Errors_read_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE") { NumberFormat = { NegativeSign = "\u2212" } };
        try
        {
            FluentActions.Invoking(() => Shape.Create([2, -7])).Should().Throw<ShapeException>().WithMessage("*size -7 at axis 1*");
            FluentActions.Invoking(() => Tensor.Zeros(2, 3).Sum([-5])).Should().Throw<ShapeException>().WithMessage("*axis -5 *from -2 to 1*");
            FluentActions.Invoking(() => Tensor.Zeros(2, 3)[0, -9]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*[0, -9]*from -3 to 2*");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Sizes_print_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            (Shape.Create([1234567, 2])).ToString().Should().Be("[1234567, 2]");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Shapes_that_come_again_take_nothing_from_the_heap()
    {
        // The first two fall on one place of the table.
        int[][] all = [[1, 1024], [1, 37], [1, 1600], [64, 3], [64, 784], [784]];
        long before = 0;
        bool areEqual = true;
        for (int round = 0; round < 100; round++)
        {
            if (round == 3)
                before = GC.GetAllocatedBytesForCurrentThread();
            foreach (int[] sizes in all)
                areEqual &= Shape.Create(sizes).AsSpan().SequenceEqual(sizes);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        areEqual.Should().BeTrue();
    }
}
