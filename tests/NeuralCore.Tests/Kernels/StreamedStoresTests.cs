using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Results that go past the caches have the same bits, whatever their length and wherever they begin.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class StreamedStoresTests : IDisposable
{
    public StreamedStoresTests() => StreamedStores.Least = 1;

    public static IEnumerable<object[]> Names => Streamed.Select(static kernel => new object[] { kernel.Name });

    private static IEnumerable<KernelCase> Streamed =>
        KernelCase.All.Where(static kernel => kernel.Name is "Map" or "Zip" or "Zip3");

    public void Dispose() => StreamedStores.Least = StreamedStores.Usual;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length_at_every_width_gives_the_bits_of_one_lane(string name) =>
        Streamed.Single(kernel => kernel.Name == name).ShouldGiveTheBitsOfOneLane(TestNumbers.WithSpecial);

    [Fact]
    public void Pieces_of_two_threads_that_begin_anywhere_give_the_bits_of_one_lane()
    {
        const int Count = (3 * Grain.Numbers) + 21;
        Real[] x = TestNumbers.Plain(Count, 1);
        Real[] y = TestNumbers.Plain(Count, 2);
        Real[] expected = [.. x.Zip(y, static (left, right) => left - right)];
        foreach (int width in Widths.All)
        {
            for (int first = 0; first < 20; first++)
            {
                Real[] room = new Real[Count + 20];
                Widths.At(width, () =>
                {
                    ProcessSettings.WithThreads(2, () => Zip.Run(new SubtractZip(), x, y, room.AsSpan(first, Count)));
                    return room;
                });
                room.AsSpan(first, Count).SequenceEqual(expected).Should().BeTrue("{0} bits, from {1}", width, first);
                room.AsSpan(0, first).ContainsAnyExcept((Real)0).Should().BeFalse("nothing comes before");
                room.AsSpan(first + Count).ContainsAnyExcept((Real)0).Should().BeFalse("nothing comes after");
            }
        }
    }

    [Theory]
    [InlineData(5, 2048, 1, 2048)]
    [InlineData(1, 2048, 5, 2048)]
    [InlineData(5, 9216, 5, 1)]
    [InlineData(5, 1, 5, 9216)]
    public void Broadcast_rows_that_begin_anywhere_give_the_bits_of_one_lane(int leftRows, int leftColumns, int rightRows, int rightColumns)
    {
        Shape left = [leftRows, leftColumns], right = [rightRows, rightColumns], shape = Shape.Broadcast(left, right);
        Real[] x = TestNumbers.Plain(left.Count, 1);
        Real[] y = TestNumbers.Plain(right.Count, 2);
        Real[] expected = [.. Enumerable.Range(0, shape.Count).Select(i => Number(x, left, shape, i) - Number(y, right, shape, i))];
        foreach (int width in Widths.All)
        {
            foreach (int first in (int[])[0, 3, 16])
            {
                Real[] room = new Real[shape.Count + 20];
                Widths.At(width, () =>
                {
                    ZipBroadcast.Run(new SubtractZip(), x, left, y, right, room.AsSpan(first, shape.Count), shape);
                    return room;
                });
                room.AsSpan(first, shape.Count).SequenceEqual(expected).Should().BeTrue("{0} bits, from {1}", width, first);
                room.AsSpan(first + shape.Count).ContainsAnyExcept((Real)0).Should().BeFalse("nothing comes after");
            }
        }
    }

    [Fact]
    public void A_result_in_the_place_of_an_operand_or_across_it_is_not_streamed()
    {
        Real[] room = new Real[100];
        Real[] other = new Real[100];
        StreamedStores.Pay(room, other, other, other).Should().BeTrue();
        StreamedStores.Pay(room, room).Should().BeFalse();
        StreamedStores.Pay(room, other, room).Should().BeFalse();
        StreamedStores.Pay(room, other, other, room).Should().BeFalse();
        StreamedStores.Pay(room.AsSpan(1, 50), room.AsSpan(50, 50)).Should().BeFalse("one number is common to both");
        StreamedStores.Pay(room.AsSpan(0, 50), room.AsSpan(50, 50)).Should().BeTrue("they only touch");
    }

    [Fact]
    public void Small_results_are_not_streamed()
    {
        StreamedStores.Least = StreamedStores.Usual;
        Real[] room = new Real[StreamedStores.Usual];
        StreamedStores.Pay(room, []).Should().BeTrue();
        StreamedStores.Pay(room.AsSpan(1), []).Should().BeFalse();
    }

    private static Real Number(Real[] values, Shape own, Shape shape, int i)
    {
        (int row, int column) = Math.DivRem(i, shape[1]);
        return values[((own[0] == 1 ? 0 : row) * own[1]) + (own[1] == 1 ? 0 : column)];
    }
}
