using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class EmbeddingTests
{
    private static readonly Tensor table = Tensor.From([0, 1, 10, 11, 20, 21], 3, 2);

    [Fact]
    public void Numbers_of_any_shape_become_rows()
    {
        Tensor y = Tensor.From([2, 0, 1, 1, 2, 2], 3, 2).Embedding(table);
        y.Shape.ToString().Should().Be("[3, 2, 2]");
        y.ToArray().Should().Equal(20, 21, 0, 1, 10, 11, 10, 11, 20, 21, 20, 21);
        Tensor one = Tensor.Scalar(1).Embedding(table);
        one.Shape.ToString().Should().Be("[2]");
        one.ToArray().Should().Equal(10, 11);
        Tensor.Zeros(0, 4).Embedding(table).Shape.ToString().Should().Be("[0, 4, 2]");
    }

    [Fact]
    public void The_gradient_is_added_where_a_row_is_named_and_nowhere_else()
    {
        Tensor weight = Tensor.Ones(4, 2);
        weight.RequiresGradient = true;
        Tensor.From([3, 1, 3, 1]).Embedding(weight, 1).Backward(Tensor.From([1, 2, 3, 4, 5, 6, 7, 8], 4, 2));
        weight.Gradient!.ToArray().Should().Equal(0, 0, 0, 0, 0, 0, 6, 8);

        // Rows that get nothing keep what they have: here an infinity, which no sum with zero would change, and a minus zero, which one would.
        weight.Gradient!.AsSpan()[0] = Real.NegativeZero;
        weight.Gradient!.AsSpan()[2] = Real.PositiveInfinity;
        Tensor.From([0, 3]).Embedding(weight, 0).Backward(Tensor.Ones(2, 2));
        Real[] both = weight.Gradient!.ToArray();
        both.Should().Equal(0, 0, Real.PositiveInfinity, 0, 0, 0, 7, 9);
        Real.IsNegative(both[0]).Should().BeTrue();
    }

    [Theory]
    [InlineData(7, 101)]
    [InlineData(2101, 37)]
    public void Threads_and_width_do_not_change_a_bit_where_rows_are_named_often(int words, int size)
    {
        Rng rng = new(5);
        Tensor index = Tensor.From([.. Enumerable.Range(0, 3000).Select(_ => (Real)rng.NextInteger(words))], 30, 100);
        Tensor weight = Tensor.Normal(rng, words, size);
        Tensor upstream = Tensor.Normal(rng, 30, 100, size);
        weight.RequiresGradient = true;
        Real[] Run()
        {
            weight.ClearGradient();
            Tensor y = index.Embedding(weight, 3);
            y.Backward(upstream);
            return [.. y.ToArray(), .. weight.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Real[] expected = Run();
        Real[] sums = new Real[words * size];
        for (int place = 0; place < 3000; place++)
        {
            int word = (int)index.AsReadOnlySpan()[place];
            for (int i = 0; i < size && word != 3; i++)
                sums[(word * size) + i] += upstream.AsReadOnlySpan()[(place * size) + i];
        }

        expected[upstream.Count..].Should().Equal(sums, "each sum is in the order of the places");
        foreach (int some in (int[])[1, 4])
        {
            Workers.MaxThreads = some;
            Run().Should().Equal(expected);
        }

        foreach (int width in Widths.All)
            Widths.At(width, Run).Should().Equal(expected);
    }

    [Fact]
    public void An_index_outside_the_vocabulary_is_refused_with_its_place()
    {
        foreach (Real bad in (Real[])[3, -1, (Real)0.5, Real.NaN, Real.PositiveInfinity])
        {
            ((Action)(() => Tensor.From([0, 1, bad, 2], 2, 2).Embedding(table))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(
                FormattableString.Invariant($"Embedding: the index {bad} at [1, 0] is not in the vocabulary of 3 words, which are the whole numbers from 0 to 2.*"));
        }

        ((Action)(() => Tensor.From([0]).Embedding(Tensor.Zeros(0, 2)))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*vocabulary of 0 words*");
    }

    [Fact]
    public void A_table_that_is_no_matrix_and_a_padding_outside_it_are_refused()
    {
        Tensor index = Tensor.From([0]);
        ((Action)(() => index.Embedding(Tensor.Ones(3)))).Should().Throw<ShapeException>()
            .WithMessage("Embedding: the weight has shape [3]; it must be a matrix [count, size]*");
        foreach (int padding in (int[])[-1, 3])
        {
            ((Action)(() => index.Embedding(table, padding))).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("paddingIndex must be a row of the table, from 0 to 2.*").Which.ActualValue.Should().Be(padding);
        }
    }

    [Fact]
    public void Indices_changed_before_the_way_back_are_noticed()
    {
        Tensor weight = Tensor.Ones(3, 2);
        weight.RequiresGradient = true;
        Tensor index = Tensor.From([0, 1]);
        Tensor y = index.Embedding(weight);
        index.Fill(2);
        ((Action)(() => y.Backward(Tensor.Ones(2, 2)))).Should().Throw<GradientException>().WithMessage("*Embedding*Fill*");
    }
}
