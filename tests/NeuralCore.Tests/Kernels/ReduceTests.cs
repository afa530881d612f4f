using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;
using static NeuralCore.Tests.ProcessSettings;

namespace NeuralCore.Tests.Kernels;

/// <summary>The order in which a sum is taken, as docs/reproducibility.md promises it, against a plain loop.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class ReduceTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(1, 16)]
    [InlineData(3, 1000)]
    [InlineData(9, 4096)]
    [InlineData(2, 4097)]
    [InlineData(3, (7 * 4096) + 37)]
    [InlineData(1, 4096 * 130)]
    public void Rows_are_summed_in_sixteen_lanes_and_chunks_of_4096(int rows, int count)
    {
        Real[] x = TestNumbers.Plain(rows * count, 3);
        Real[] y = new Real[rows];
        foreach (int threads in (int[])[1, 2, 5])
        {
            WithThreads(threads, () => Reduce.Run(new SumFold(), x, rows, count, 1, y));
            for (int row = 0; row < rows; row++)
                y[row].Should().Be(ChunkedSum(x.AsSpan(row * count, count)));
        }
    }

    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(2, 128, 70)]
    [InlineData(2, 129, 1)]
    [InlineData(1, 300, 1030)]
    [InlineData(3, 300, 65)]
    public void Columns_are_summed_in_order_in_chunks_of_128(int outer, int middle, int inner)
    {
        Real[] x = TestNumbers.Plain(outer * middle * inner, 5);
        Real[] y = new Real[outer * inner];
        foreach (int threads in (int[])[1, 2, 5])
        {
            WithThreads(threads, () => Reduce.Run(new SumFold(), x, outer, middle, inner, y));
            for (int i = 0; i < y.Length; i++)
            {
                int first = (i / inner * middle * inner) + (i % inner);
                Real[] column = [.. Enumerable.Range(0, middle).Select(k => x[first + (k * inner)])];
                y[i].Should().Be(inner == 1 ? ChunkedSum(column) : InOrder([.. column.Chunk(128).Select(InOrder)]));
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Action act = () => Reduce.Run(new SumFold(), new Real[6], 2, 2, 1, new Real[2]);
        act.Should().Throw<ArgumentException>().WithMessage("Reduce:*");
    }

    private static Real InOrder(Real[] x) => x.Aggregate((Real)0, (sum, value) => sum + value);

    private static Real ChunkedSum(ReadOnlySpan<Real> x)
    {
        if (x.Length <= 4096)
            return LaneSum(x);
        List<Real> partials = [];
        for (int i = 0; i < x.Length; i += 4096)
            partials.Add(LaneSum(x[i..Math.Min(x.Length, i + 4096)]));
        return ChunkedSum(partials.ToArray());
    }

    private static Real LaneSum(ReadOnlySpan<Real> x)
    {
        Real[] lanes = new Real[16];
        for (int i = 0; i < x.Length; i++)
            lanes[i % 16] += x[i];
        for (int half = 8; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        }

        return lanes[0];
    }
}
