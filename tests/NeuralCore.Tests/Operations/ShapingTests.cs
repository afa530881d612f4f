using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class ShapingTests
{
    [Fact]
    public void Views_share_memory_and_copies_do_not()
    {
        Tensor x = Tensor.Range(6).Reshape(2, 3);
        x.Reshape(3, 2)[0, 0] = 10;
        x.Flatten()[1] = 11;
        x.Unsqueeze(0).Squeeze()[0, 2] = 12;
        x.Slice(0, 1, 1)[0, 0] = 13;
        x.Select(0, ^1)[1] = 14;
        x.ToArray().Should().Equal(10, 11, 12, 13, 14, 5);
        foreach (Tensor copy in (Tensor[])[x.Transpose(), x.Expand(2, 3), x.Slice(1, 0, 2), x.Clone(), x.Permute(0, 1), x.Flip()])
            copy.Fill(-1);
        x.ToArray().Should().Equal(10, 11, 12, 13, 14, 5);
    }

    [Fact]
    public void Writing_through_a_view_counts_as_a_change_of_the_whole()
    {
        Tensor x = Tensor.From([1, 2, 3, 4], 2, 2);
        x.RequiresGradient = true;
        Tensor loss = (x * x).Sum();
        x.Slice(0, 1, 1).Fill(0);
        Action act = () => loss.Backward();
        act.Should().Throw<GradientException>().WithMessage("*Fill changed it in place*");
    }

    [Fact]
    public void Empty_and_single_axes_are_shapes_like_any_other()
    {
        Tensor.Zeros(0, 3).Reshape(3, 0).Shape.Should().Be(Shape.Create([3, 0]));
        Tensor.Zeros(0, 3).Reshape(-1, 3).Shape.Should().Be(Shape.Create([0, 3]));
        Tensor.Zeros(0, 3).Flatten().Shape.Should().Be(Shape.Create([0]));
        Tensor.Scalar(1).Reshape(1, 1).Shape.Should().Be(Shape.Create([1, 1]));
        Tensor.Scalar(1).Reshape(-1).Shape.Should().Be(Shape.Create([1]));
        Tensor.Scalar(1).Flatten().Shape.Should().Be(Shape.Create([1]));
        Tensor.Ones(1, 1).Squeeze().Rank.Should().Be(0);
        Tensor.Ones(2, 1).Squeeze(0).Shape.Should().Be(Shape.Create([2, 1]));
        Tensor.Scalar(3).Expand(2, 2).ToArray().Should().Equal(3, 3, 3, 3);
        Tensor.Ones(1, 3).Expand(0, -1).Shape.Should().Be(Shape.Create([0, 3]));
        Tensor.Zeros(2, 0, 3).Transpose().Shape.Should().Be(Shape.Create([2, 3, 0]));
        Tensor.Scalar(1).Permute().Rank.Should().Be(0);
        Tensor.Concatenate(0, Tensor.Zeros(0, 2), Tensor.Ones(1, 2)).ToArray().Should().Equal(1, 1);
        Tensor.Concatenate(1, Tensor.Zeros(2, 0), Tensor.Zeros(2, 0)).Shape.Should().Be(Shape.Create([2, 0]));
        Tensor.Stack(0, Tensor.Scalar(1), Tensor.Scalar(2)).ToArray().Should().Equal(1, 2);
        Tensor.Zeros(0, 2).Split(3).Should().ContainSingle().Which.Shape.Should().Be(Shape.Create([0, 2]));
        Tensor.Zeros(2, 0).Pad(1, 1, 0, 5).ToArray().Should().Equal(5, 5);
        Tensor.Scalar(2).Pad([]).Item().Should().Be(2);
        Tensor.Zeros(3, 0).Flip().Shape.Should().Be(Shape.Create([3, 0]));
        Tensor.Ones(2).Repeat(0).Count.Should().Be(0);
        Tensor.Scalar(4).Repeat(2, 1).Shape.Should().Be(Shape.Create([2, 1]));
        Tensor.Zeros(4, 2).Slice(1, 2, 0).Shape.Should().Be(Shape.Create([4, 0]));
        Tensor.Ones(3, 2).IndexSelect(0, Tensor.Zeros(0)).Shape.Should().Be(Shape.Create([0, 2]));
        Tensor.Ones(3, 2).Gather(0, Tensor.Zeros(0, 2)).Shape.Should().Be(Shape.Create([0, 2]));
        Tensor.Zeros(0).OneHot(3).Shape.Should().Be(Shape.Create([0, 3]));
    }

    [Fact]
    public void Gradients_of_empty_parts_are_zeros_of_the_whole_shape()
    {
        foreach (Func<Tensor, Tensor> empty in (Func<Tensor, Tensor>[])
            [x => x.Slice(1, 1, 0), x => x.IndexSelect(0, []), x => x.Gather(0, Tensor.Zeros(0, 2)), x => x.Expand(0, 3, 2)])
        {
            Tensor x = Tensor.Ones(3, 2);
            x.RequiresGradient = true;
            empty(x).Sum().Backward();
            x.Gradient!.ToArray().Should().Equal(0, 0, 0, 0, 0, 0);
        }
    }

    [Fact]
    public void Ranges_cut_every_axis_as_dotnet_users_expect()
    {
        Tensor x = Tensor.Range(24).Reshape(2, 3, 4);
        x[1..].ToArray().Should().Equal(Enumerable.Range(12, 12).Select(i => (Real)i));
        x[.., 1..2, ^2..].ToArray().Should().Equal(6, 7, 18, 19);
        x[^1.., ^1.., ^1..].Shape.Should().Be(Shape.Create([1, 1, 1]));
        x.Slice(-1, 1..^1).Shape.Should().Be(Shape.Create([2, 3, 2]));
        x.Slice(2, 4..).Shape.Should().Be(Shape.Create([2, 3, 0]));
        x.Select(2, ^1).ToArray().Should().Equal(3, 7, 11, 15, 19, 23);
        x[..1, 1..3].Reshape(-1)[0] = 99;
        x[0, 1, 0].Should().Be(99, "numbers that lie together are shared");
    }

    [Fact]
    public void A_sliced_tensor_gathers_its_gradient_in_one_place()
    {
        // Overlapping slices of a leaf and of an intermediate result, with a whole use before and after.
        foreach (bool isLeaf in (bool[])[true, false])
        {
            Tensor leaf = Tensor.Range(6).Reshape(2, 3);
            leaf.RequiresGradient = true;
            Tensor x = isLeaf ? leaf : leaf * 1;
            Tensor sum = x.Sum() + (x.Slice(1, 0, 2) * 10).Sum() + (x[1..] * 100).Sum() + (x * 1000).Sum();
            sum.Backward();
            leaf.Gradient!.ToArray().Should().Equal(1011, 1011, 1001, 1111, 1111, 1101);
        }
    }

    [Fact]
    public void Adding_a_part_leaves_a_shared_gradient_alone()
    {
        // The gradient of the sum is one tensor that both addends receive; adding the slice's part to one must not reach the other.
        Tensor a = Tensor.Zeros(3);
        Tensor b = Tensor.Zeros(3);
        a.RequiresGradient = b.RequiresGradient = true;
        Tensor x = a * 1;
        Tensor y = b * 1;
        Tensor part = x.Slice(0, 0, 1).Sum();
        ((x + y).Sum() + part).Backward();
        a.Gradient!.ToArray().Should().Equal(2, 1, 1);
        b.Gradient!.ToArray().Should().Equal(1, 1, 1);
    }

    [Fact]
    public void Slicing_many_times_costs_one_gradient_of_the_whole()
    {
        Tensor x = Tensor.Zeros(1000, 100);
        x.RequiresGradient = true;
        Tensor[] rows = x.Split(1);
        Tensor total = Tensor.Stack(0, [.. rows.Select(row => row.Sum())]).Sum();
        long before = GC.GetAllocatedBytesForCurrentThread();
        total.Backward();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        x.Gradient!.ToArray().Should().OnlyContain(value => value == 1);
        allocated.Should().BeLessThan(20 * 1000 * 100 * sizeof(Real),
            "a whole gradient for each of the 1000 slices would be 1000 times its size");
    }

    [Fact]
    public void Scatter_add_and_gather_undo_each_others_places()
    {
        Tensor index = Tensor.From([2, 0, 1, 1, 2, 0], 2, 3);
        Tensor x = Tensor.Range(6).Reshape(2, 3);
        Tensor.Zeros(2, 3).ScatterAdd(1, index, x.Gather(1, index)).ToArray().Should().Equal(x.ToArray());
        Tensor ones = Tensor.Ones(3).ScatterAdd(0, Tensor.From([1, 1, 1, 0]), Tensor.From([1, 2, 3, 4]));
        ones.ToArray().Should().Equal(5, 7, 1);
    }

    [Fact]
    public void Gather_and_index_select_pick_like_a_loop()
    {
        Rng rng = new(3);
        Tensor x = Tensor.Normal(rng, 5, 7, 40);
        Tensor index = Tensor.Zeros(4, 9, 33);
        foreach (ref Real place in index.AsSpan())
            place = rng.NextInteger(7);
        Tensor y = x.Gather(1, index);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 9; j++)
            {
                for (int k = 0; k < 33; k++)
                    y[i, j, k].Should().Be(x[i, (int)index[i, j, k], k]);
            }
        }

        Tensor table = x.IndexSelect(1, index.Slice(0, 0, 1).Slice(2, 0, 2).Squeeze());
        table.Shape.Should().Be(Shape.Create([5, 9, 2, 40]));
        table[3, 8, 1, 39].Should().Be(x[3, (int)index[0, 8, 1], 39]);
    }

    [Fact]
    public void Positions_given_as_whole_numbers_stay_exact_beyond_2_to_the_24th()
    {
        const int last = (1 << 24) + 1;
        Real[] values = new Real[last + 1];
        values[last] = 5;
        Tensor.Wrap(values).IndexSelect(0, last).Item().Should().Be(5);
    }
}
