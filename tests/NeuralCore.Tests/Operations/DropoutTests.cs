using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class DropoutTests
{
    [Fact]
    public void Bits_of_the_published_generator_at_the_elements_address_decide()
    {
        const int count = 1003;
        float[] y = Tensor.Ones(count).Dropout(0.3f, seed: 11, stream: 5, step: 9).ToArray();
        Rng words = new(11, 5) { Position = 9ul << 34 };
        uint limit = (uint)Math.Round(0.3f * (double)(1u << 31));
        float[] expected = [.. Enumerable.Range(0, count).Select(_ => words.NextBits() >> 1 < limit ? 0 : 1 / (1 - 0.3f))];
        y.Should().Equal(expected);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.99f)]
    public void As_many_are_dropped_as_the_probability_says_and_the_rest_is_scaled(float probability)
    {
        const int count = 1 << 20;
        float[] y = Tensor.Full(3, count).Dropout(probability, seed: 1).ToArray();
        float kept = 3 * (1 / (1 - probability));
        y.Count(value => value != 0 && value != kept).Should().Be(0);

        // Five standard deviations of a binomial count.
        double expected = count * (double)probability;
        y.Count(value => value == 0).Should().BeCloseTo((int)expected, (uint)(5 * Math.Sqrt(expected * (1 - probability))));
    }

    [Fact]
    public void Seed_stream_and_step_each_give_other_masks_and_the_same_three_the_same()
    {
        Tensor x = Tensor.Ones(256);
        float[] first = x.Dropout(0.5f, 1, 2, 3).ToArray();
        x.Dropout(0.5f, 1, 2, 3).ToArray().Should().Equal(first);
        x.Dropout(0.5f, 9, 2, 3).ToArray().Should().NotEqual(first);
        x.Dropout(0.5f, 1, 9, 3).ToArray().Should().NotEqual(first);
        x.Dropout(0.5f, 1, 2, 9).ToArray().Should().NotEqual(first);
    }

    [Fact]
    public void The_gradient_goes_through_the_same_mask()
    {
        Tensor x = Tensor.Ones(1000);
        x.RequiresGradient = true;
        Tensor y = x.Dropout(0.4f, seed: 3);
        y.Backward(Tensor.Ones(1000));
        x.Gradient!.ToArray().Should().Equal(y.ToArray());
    }

    [Fact]
    public void Threads_do_not_change_the_mask()
    {
        Tensor x = Tensor.Normal(new Rng(1), 200_003);
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        float[] some = x.Dropout(0.5f, seed: 1).ToArray();
        Workers.MaxThreads = 1;
        x.Dropout(0.5f, seed: 1).AsReadOnlySpan().SequenceEqual(some).Should().BeTrue();
    }

    [Fact]
    public void Nothing_is_dropped_with_0_and_everything_with_1()
    {
        Tensor x = Tensor.From([1, -2, 3]);
        x.Dropout(0, seed: 1).ToArray().Should().Equal(1, -2, 3);
        x.RequiresGradient = true;
        Tensor none = x.Dropout(1, seed: 1);
        none.ToArray().Should().OnlyContain(value => value == 0);
        none.Backward(Tensor.Ones(3));
        x.Gradient!.ToArray().Should().Equal(0, 0, 0);
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void A_probability_outside_its_range_is_refused(float probability)
    {
        Action act = () => Tensor.Ones(3).Dropout(probability, seed: 1);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("probability must be from 0 to 1.*").Which.ActualValue.Should().Be(probability);
    }
}
