using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Every width must give the bits of one lane, for every length, with and without slots, and touch nothing outside.</summary>
public sealed unsafe class UpdateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_width_gives_the_bits_of_one_lane(int slots)
    {
        for (int length = 0; length <= 257; length++)
        {
            Real[] expected = Step<Lanes1>(length, slots);
            Step<Lanes128>(length, slots).Should().Equal(expected, "{0} numbers at 128 bits", length);
            Step<Lanes256>(length, slots).Should().Equal(expected, "{0} numbers at 256 bits", length);
            Step<Lanes512>(length, slots).Should().Equal(expected, "{0} numbers at 512 bits", length);
        }
    }

    [Fact]
    public void A_slot_of_another_length_is_refused()
    {
        Action run = () => Update.Run(new Mix(), new Real[4], new Real[4], new Real[3], default, default);
        run.Should().Throw<ArgumentException>().WithMessage("Update: a span holds 3 numbers where 4 are needed*");
    }

    private static Real[] Step<V>(int length, int slots)
        where V : struct, ILanes<V>
    {
        bool atEnd = slots % 2 == 0;
        using GuardedMemory weights = new(Numbers(1, length), atEnd);
        using GuardedMemory gradient = new(Numbers(2, length), atEnd);
        using GuardedMemory first = new(Numbers(3, length), atEnd);
        using GuardedMemory second = new(Numbers(4, length), atEnd);
        using GuardedMemory third = new(Numbers(5, length), atEnd);
        fixed (Real* pw = weights.Span, pg = gradient.Span, p1 = first.Span, p2 = second.Span, p3 = third.Span)
        {
            RegularizedRule<Mix> rule = new(new Mix(), (Real)0.1, (Real)0.2, (Real)0.3);
            new Update.Body<RegularizedRule<Mix>>(
                rule, pw, pg, slots > 0 ? p1 : null, slots > 1 ? p2 : null, slots > 2 ? p3 : null).Run<V>(0, length);
        }

        Numbers(5, slots > 2 ? 0 : length).Should().Equal(slots > 2 ? [] : third.Span.ToArray());
        return [.. weights.Span, .. first.Span, .. second.Span, .. third.Span];
    }

    private static Real[] Numbers(ulong seed, int count) => Tensor.Normal(new Rng(seed), count).ToArray();

    private readonly struct Mix : IUpdateRule
    {
        public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
            where V : struct, ILanes<V>
        {
            first = V.FusedMultiplyAdd(first, V.All((Real)0.9), gradient);
            second = V.Max(second, gradient * gradient);
            third += first;
            return weight - ((first * third) / (V.Sqrt(second) + V.All(1)));
        }
    }
}
