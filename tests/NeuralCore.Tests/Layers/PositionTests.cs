using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class PositionTests
{
    [Fact]
    public void Sinusoids_are_right_far_out_and_the_same_for_any_number_of_tokens()
    {
        SinusoidalPositions layer = new(6);
        Real[] few = layer.Forward(Tensor.Zeros(1, 2, 6)).ToArray();
        Real[] many = layer.Forward(Tensor.Zeros(1, 20_001, 6)).ToArray();
        many[..12].Should().Equal(few);
        for (int feature = 0; feature < 6; feature++)
        {
            double angle = 20_000 * Math.Pow(10_000, -(feature - (feature % 2)) / 6.0);
            double expected = feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
            ((double)many[(20_000 * 6) + feature]).Should().BeApproximately(expected, 1e-7);
        }

        layer.Parameters.Should().BeEmpty();
        layer.NamedBuffers.Should().BeEmpty();
        layer.Description.Should().Be("SinusoidalPositions(6)");
        layer.Forward(Tensor.Zeros(2, 0, 6)).Shape.ToString().Should().Be("[2, 0, 6]");
        layer.Forward(Tensor.Zeros(3, 6)).Shape.ToString().Should().Be("[3, 6]");
    }

    [Fact]
    public void Learned_places_that_are_not_used_get_no_gradient()
    {
        LearnedPositions layer = new(5, 2, rng: new Rng(1));
        Tensor x = Tensor.Ones(3, 4, 2);
        Tensor y = layer.Forward(x);
        Real[] weight = layer.Parameters[0].Value.ToArray();
        y.ToArray()[8..16].Should().Equal(weight[..8].Select(value => 1 + value));
        y.Sum().Backward();
        layer.Parameters[0].Gradient!.ToArray().Should().Equal(3, 3, 3, 3, 3, 3, 3, 3, 0, 0);
        new LearnedPositions(400, 50, rng: new Rng(1)).Parameters[0].Value.ToArray().Average(value => value * value).Should().BeInRange((Real)3.8e-4, (Real)4.2e-4);
        layer.Description.Should().Be("LearnedPositions(5, 2)");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        LearnedPositions learned = new(5, 2);
        ((Action)(() => learned.Forward(Tensor.Ones(1, 6, 2)))).Should().Throw<ShapeException>()
            .WithMessage("LearnedPositions: the input has 6 tokens, but positions were learned for 5. Cut the input*");
        foreach (Layer layer in (Layer[])[learned, new SinusoidalPositions(2)])
        {
            foreach (Tensor wrong in (Tensor[])[Tensor.Ones(2), Tensor.Ones(4, 3)])
            {
                ((Action)(() => layer.Forward(wrong))).Should().Throw<ShapeException>()
                    .WithMessage($"{layer.GetType().Name}: expected shape [..., tokens, 2], got {wrong.Shape}. Make*");
            }
        }

        ((Action)(() => _ = new SinusoidalPositions(0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("features must be 1 or more*");
        ((Action)(() => _ = new LearnedPositions(0, 1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("tokens must be 1 or more*");
        ((Action)(() => _ = new LearnedPositions(1, 0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("features must be 1 or more*");
    }
}
