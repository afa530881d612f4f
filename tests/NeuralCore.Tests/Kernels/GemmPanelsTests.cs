using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

[Collection(ProcessSettings.Collection)]
public sealed class GemmPanelsTests
{
    public static TheoryData<int> Depths => [1, 2, 3, 16, 17, 100, 257, 2100];

    [Fact]
    public void Packed_columns_give_the_bits_of_the_oracle_at_every_edge_of_panels_and_tiles()
    {
        Func<Real> fill = GemmCase.AnyNumbers(1);
        for (int m = 1; m <= 14; m++)
        {
            for (int n = 2; n <= 70; n++)
                new GemmCase(m, n, k: 5, fill).CheckPacked([], default(NoEpilogue));
        }
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void Packed_columns_give_the_bits_of_the_oracle_at_every_depth(int k)
    {
        Func<Real> fill = GemmCase.AnyNumbers(2);
        foreach (int n in (int[])[8, 10, 63, 64, 65, 127, 128, 129, 200])
        {
            Real[] bias = [.. Enumerable.Range(0, n).Select(_ => fill())];
            foreach (int m in (int[])[1, 2, 3, 4, 5, 13, 40])
                new GemmCase(m, n, k, fill).CheckPacked(bias, default(Doubled));
        }
    }

    // Large enough to be divided among threads, by columns, by rows, and with a B that all of them pack.
    [Theory]
    [InlineData(1, 200, 9000)]
    [InlineData(1, 5000, 70)]
    [InlineData(4, 700, 900)]
    [InlineData(5, 700, 900)]
    [InlineData(60, 300, 700)]
    [InlineData(190, 130, 2100)]
    public void The_number_of_threads_changes_no_bit(int m, int n, int k)
    {
        GemmCase product = new(m, n, k, GemmCase.AnyNumbers(3));
        foreach (int threads in (int[])[1, 2, 5])
            ProcessSettings.WithThreads(threads, () => product.CheckPacked([], default(NoEpilogue)));
    }

    [Fact]
    public void Infinities_and_NaN_reach_their_row_and_column_and_no_other()
    {
        Func<Real> numbers = GemmCase.AnyNumbers(6);
        int drawn = 0;
        Real[] special = [Real.NaN, Real.PositiveInfinity, Real.NegativeInfinity, (Real)(-0.0), Real.Epsilon, Real.MaxValue];
        foreach ((int m, int n) in new[] { (1, 19), (3, 70), (13, 33) })
            new GemmCase(m, n, 37, () => ++drawn % 97 == 0 ? special[drawn / 97 % special.Length] : numbers()).CheckPacked([], default(NoEpilogue));
    }

    [Fact]
    public void Any_number_of_threads_packs_the_same_panels()
    {
        Real[] weight = TestNumbers.Plain(300 * 701, 1);
        Real[]? expected = null;
        foreach (int threads in (int[])[1, 2, 5])
        {
            ProcessSettings.WithThreads(threads, () =>
            {
                Real[] panels = Numbers(GemmPanels.Pack(weight, 300, 701), 304 * 701);
                (expected ??= panels).Should().Equal(panels);
            });
        }

        // Panel 1, k = 3, column 64 + 5; and the zeros after the last column.
        expected![(64 * 701) + (3 * 64) + 5].Should().Be(weight[(69 * 701) + 3]);
        expected[(256 * 701) + (7 * 48) + 44].Should().Be(0);
    }

    [Fact]
    public void They_help_few_rows_and_not_narrow_or_empty_weights()
    {
        GemmPanels.Help(1, 128, 784).Should().BeTrue();
        GemmPanels.Help(1, 8, 1).Should().BeTrue();
        GemmPanels.Help(4, 8, 300_000).Should().BeTrue();
        GemmPanels.Help(1024, 128, 784).Should().BeFalse("all threads together pack it, and it serves many rows");
        GemmPanels.Help(1, 7, 784).Should().BeFalse("a panel would be more zeros than numbers");
        GemmPanels.Help(1, 128, 0).Should().BeFalse();
        GemmPanels.Help(0, 128, 784).Should().BeFalse();
        GemmPanels.Help(1, 200_000, 20_000).Should().BeFalse("there is no room for so many");
    }

    [Fact]
    public void A_weight_of_another_size_is_refused() =>
        ((Action)(() => GemmPanels.Pack(new Real[11], 3, 4))).Should().Throw<ArgumentException>().WithMessage("GemmPanels: a span holds 11 numbers where 12 are needed.*");

    private static unsafe Real[] Numbers(PackedNumbers packed, int count)
    {
        Real[] numbers = new Span<Real>(packed.Data, count).ToArray();
        GC.KeepAlive(packed);
        return numbers;
    }

    // Applied twice, or to a sum that is not complete, it gives another number.
    private readonly struct Doubled : IEpilogue
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => (x * V.All(2)) + V.All(1);
    }
}
