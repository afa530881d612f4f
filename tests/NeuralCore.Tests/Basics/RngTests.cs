using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Basics;

/// <summary>Known answers, addresses and statistics of the random numbers. All seeds are fixed, so nothing here can fail by chance.</summary>
public sealed class RngTests
{
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_known_answers_of_Random123(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3) =>
        Rng.Philox((c0, c1, c2, c3), (k0, k1)).Should().Be((w0, w1, w2, w3));

    [Fact]
    public void Numbers_are_the_words_of_the_blocks_in_order()
    {
        // Counter: block number, then stream; key: seed; each as two words, the lower first.
        Rng random = new(0x299f31d0a4093822, 0x0370734413198a2e);
        (uint, uint, uint, uint) block = Rng.Philox((0, 0, 0x13198a2e, 0x03707344), (0xa4093822, 0x299f31d0));
        (random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()).Should().Be(block);
        (uint w0, _, _, _) = Rng.Philox((1, 0, 0x13198a2e, 0x03707344), (0xa4093822, 0x299f31d0));
        random.NextBits().Should().Be(w0);
        random.Position.Should().Be(5);
    }

    [Fact]
    public void Position_jumps_anywhere()
    {
        Rng sequential = new(7, 3);
        uint[] words = [.. Enumerable.Range(0, 1000).Select(_ => sequential.NextBits())];
        Rng jumping = new(7, 3);
        for (int i = 0; i < words.Length; i++)
        {
            int at = i * 617 % words.Length;
            jumping.Position = (ulong)at;
            jumping.NextBits().Should().Be(words[at]);
        }
    }

    [Fact]
    public void Positions_near_the_end_of_the_stream_differ_and_wrap_around()
    {
        Rng random = new(1) { Position = ulong.MaxValue };
        (uint _, uint _, uint _, uint last) = Rng.Block(1, 0, ulong.MaxValue >> 2);
        random.NextBits().Should().Be(last);
        random.Position.Should().Be(0);
        random.NextBits().Should().Be(new Rng(1).NextBits());
    }

    [Fact]
    public void Every_kind_of_number_takes_one_position()
    {
        Rng random = new(1);
        _ = random.NextUniform();
        _ = random.NextNormal();
        _ = random.NextInteger(10);
        random.FillUniform(new float[5]);
        random.FillNormal(new float[6]);
        random.Permutation(8).Should().HaveCount(8);
        random.Position.Should().Be(3 + 5 + 6 + 7);
    }

    [Fact]
    public void Seeds_and_streams_differ()
    {
        Rng[] streams = [new(1), new(2), new(1, 1), new(1UL << 32), new(1, 1UL << 32), new(0, 1)];
        streams.Select(stream => stream.NextBits()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Uniform_numbers_are_uniform()
    {
        Rng random = new(11);
        const int Count = 1 << 20;
        int[] cells = new int[64];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            float value = random.NextUniform();
            cells[(int)(value * 64)]++;
            sum += value;
            squares += (double)value * value;
        }

        // Five standard deviations of each: 1 / sqrt(12 n), sqrt(4 / 45 / n), and chi squared of 63 degrees at its 10^-6 point.
        (sum / Count).Should().BeApproximately(0.5, 5 / Math.Sqrt(12.0 * Count));
        (squares / Count).Should().BeApproximately(1.0 / 3, 5 * Math.Sqrt(4.0 / 45 / Count));
        ChiSquared(cells, Count / 64.0).Should().BeLessThan(130);
    }

    [Theory]
    [InlineData(-3f, 5f)]
    [InlineData(0f, 1f)]
    [InlineData(1f, 1.0000002f)]
    [InlineData(-1e30f, 1e30f)]
    public void FillUniform_stays_below_its_upper_bound(float low, float high)
    {
        float[] values = new float[100_000];
        new Rng(12).FillUniform(values, low, high);
        values.Should().OnlyContain(value => value >= low && value < high);
    }

    [Fact]
    public void Normal_numbers_are_normal()
    {
        Rng random = new(13);
        const int Count = 1 << 20;
        double[] moments = new double[5];
        int beyondThree = 0;
        for (int i = 0; i < Count; i++)
        {
            double value = random.NextNormal();
            beyondThree += Math.Abs(value) > 3 ? 1 : 0;
            for (int k = 1; k <= 4; k++)
                moments[k] += Math.Pow(value, k) / Count;
        }

        // Five standard deviations of the moments: sqrt(1, 2, 15, 96 / n); and of a count with probability 0.0026998.
        moments[1].Should().BeApproximately(0, 5 * Math.Sqrt(1.0 / Count));
        moments[2].Should().BeApproximately(1, 5 * Math.Sqrt(2.0 / Count));
        moments[3].Should().BeApproximately(0, 5 * Math.Sqrt(15.0 / Count));
        moments[4].Should().BeApproximately(3, 5 * Math.Sqrt(96.0 / Count));
        ((double)beyondThree).Should().BeApproximately(0.0026998 * Count, 5 * Math.Sqrt(0.0026998 * Count));
    }

    [Fact]
    public void FillNormal_shifts_and_spreads()
    {
        float[] plain = new float[100];
        float[] moved = new float[100];
        new Rng(14).FillNormal(plain);
        new Rng(14).FillNormal(moved, 10, 2);
        moved.Should().Equal(plain.Select(value => 10 + (2 * value)));
    }

    [Fact]
    public void Integers_are_equally_likely()
    {
        Rng random = new(15);
        int[] counts = new int[10];
        for (int i = 0; i < 200_000; i++)
            counts[random.NextInteger(10)]++;
        ChiSquared(counts, 20_000).Should().BeLessThan(45);
        Enumerable.Range(0, 1000).Select(_ => random.NextInteger(1)).Should().OnlyContain(value => value == 0);
        Enumerable.Range(0, 1000).Select(_ => random.NextInteger(int.MaxValue)).Should().OnlyContain(value => value >= 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Integers_need_a_positive_limit(int limit) =>
        new Action(() => new Rng(1).NextInteger(limit)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("limit");

    [Fact]
    public void Permutations_hold_every_number_once()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 100, 60_000])
            new Rng(16).Permutation(count).Order().Should().Equal(Enumerable.Range(0, count));
        new Action(() => new Rng(1).Permutation(-1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("count");
    }

    [Fact]
    public void Permutations_are_equally_likely()
    {
        Rng random = new(17);
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 48_000; i++)
        {
            string order = string.Concat(random.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        counts.Should().HaveCount(24);
        ChiSquared([.. counts.Values], 2000).Should().BeLessThan(75);
    }

    private static double ChiSquared(int[] counts, double expected) => counts.Sum(count => (count - expected) * (count - expected) / expected);
}
