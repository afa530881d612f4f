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
}
