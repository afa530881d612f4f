using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

[Collection(ProcessSettings.Collection)]
public sealed class CopyStridedTests
{
    public static TheoryData<int[], int[]> Permutations => new()
    {
        { [1, 1], [1, 0] },
        { [15, 17], [1, 0] },
        { [16, 16], [1, 0] },
        { [33, 70], [1, 0] },
        { [3, 20, 35], [0, 2, 1] },
        { [20, 3, 35], [2, 1, 0] },
        { [20, 3, 35], [1, 0, 2] },
        { [2, 3, 4, 5, 6], [4, 2, 0, 3, 1] },
        { [2, 1, 4, 1, 6], [4, 3, 2, 1, 0] },
        { [300, 700], [1, 0] },
        { [0, 3], [1, 0] },
        { [3, 0, 2], [2, 0, 1] },
    };

    [Theory]
    [MemberData(nameof(Permutations))]
    public void A_permutation_moves_every_number_to_its_place(int[] sizes, int[] order)
    {
        Tensor x = Tensor.Range(Shape.Create(sizes).Count).Reshape(sizes);
        Tensor y = x.PermutedCopy(order);
        y.Shape.Should().Be(Shape.Create([.. order.Select(axis => sizes[axis])]));
        int[] steps = CopyPlan.Steps(x.Shape);
        ReadOnlySpan<Real> values = y.AsReadOnlySpan();
        int[] place = new int[sizes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int expected = 0;
            for (int axis = 0; axis < place.Length; axis++)
                expected += place[axis] * steps[order[axis]];
            if (values[i] != expected)
                values[i].Should().Be(expected, "number {0}", i);
            for (int axis = place.Length - 1; axis >= 0 && ++place[axis] == y.Shape[axis]; axis--)
                place[axis] = 0;
        }
    }

    [Fact]
    public void Axes_that_move_as_one_are_one()
    {
        CopyPlan plan = new([4, 5, 1, 6], 0, CopyPlan.Steps([4, 5, 1, 6]), 0, CopyPlan.Steps([4, 5, 1, 6]));
        plan.Run.Size.Should().Be(120);
        plan.Rows.Should().Be(1);
    }

    [Fact]
    public void A_long_run_is_divided_among_threads()
    {
        Tensor left = Tensor.Range(100_003);
        Tensor joined = Tensor.Concatenate(0, left, left);
        joined.AsReadOnlySpan()[..100_003].SequenceEqual(left.AsReadOnlySpan()).Should().BeTrue();
        joined.AsReadOnlySpan()[100_003..].SequenceEqual(left.AsReadOnlySpan()).Should().BeTrue();
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(5, 6, -3)]
    public void Reaching_outside_the_memory_is_refused(int start, int size, int step)
    {
        CopyPlan plan = new([size], start, [step], 0, [1]);
        Action act = () => CopyStrided.Run(plan, new Real[3], new Real[size]);
        act.Should().Throw<ArgumentException>().WithMessage("CopyStrided: a span holds 3 numbers where * are needed.*");
    }

    [Fact]
    public void Adding_reaches_its_part_and_nothing_else()
    {
        // Part [2, 3, 2] of [3, 5, 4] from (1, 2, 1) on.
        Real[] whole = new Real[60];
        Array.Fill(whole, 100);
        Real[] part = [.. Enumerable.Range(1, 12).Select(i => (Real)i)];
        AddInto.Run(new CopyPlan([2, 3, 2], 0, [6, 2, 1], 20 + 8 + 1, [20, 4, 1]), part, whole);
        int next = 0;
        for (int i = 0; i < 60; i++)
        {
            bool isInside = i / 20 >= 1 && i / 4 % 5 >= 2 && i % 4 is 1 or 2 && i / 20 >= 1 && i / 4 % 5 >= 2;
            whole[i].Should().Be(isInside ? 100 + part[next++] : 100, "place {0}", i);
        }
    }

    [Fact]
    public void Adding_back_gives_the_same_bits_for_any_number_of_threads()
    {
        int[] index = [.. Enumerable.Range(0, 3000).Select(_ => 0)];
        Rng rng = new(5);
        for (int i = 0; i < index.Length; i++)
            index[i] = rng.NextInteger(7);
        Real[] values = Tensor.Normal(rng, 3000 * 100).ToArray();
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Workers.MaxThreads = 1;
        Real[] one = Sums();
        Workers.MaxThreads = 4;
        Sums().Should().Equal(one);

        Real[] Sums()
        {
            Real[] sums = new Real[7 * 100];
            GatherRows.Add(sums, index, values, 1, 7, 100);
            int[] each = [.. Enumerable.Range(0, 3000 * 100).Select(i => index[i / 100])];
            Real[] single = new Real[7 * 100];
            GatherElements.Add(single, each, values, 1, 7, 3000, 100);
            single.Should().Equal(sums);
            return sums;
        }
    }
}
