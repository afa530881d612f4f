using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Losses;

/// <summary>The edges of losses of more than two tensors. Values and slopes are the catalog's.</summary>
public sealed class LossFunctionTests
{
    private static readonly Tensor vectors = Tensor.Ones(2, 3);
    private static readonly Tensor signs = Tensor.Ones(2);

    [Fact]
    public void Shapes_that_differ_are_refused_with_the_loss()
    {
        Refused(() => Loss.MarginRanking(vectors, vectors, signs), "MarginRanking: expected shape [2, 3], got [2].*");
        Refused(() => Loss.CosineEmbedding(vectors, Tensor.Ones(2, 4), signs), "CosineEmbedding: expected shape [2, 3], got [2, 4].*");
        Refused(() => Loss.CosineEmbedding(vectors, vectors, Tensor.Ones(3)), "CosineEmbedding: the vectors have shape [2, 3] and the target [3].*");
        Refused(() => Loss.CosineEmbedding(Tensor.Scalar(1), Tensor.Scalar(1), Tensor.Scalar(1)), "CosineEmbedding: the vectors have shape [] and*");
        Refused(() => Loss.TripletMargin(vectors, vectors, Tensor.Ones(3)), "TripletMargin: expected shape [2, 3], got [3].*");
        Refused(() => Loss.TripletMargin(Tensor.Scalar(1), Tensor.Scalar(1), Tensor.Scalar(1)), "TripletMargin: axis -1 does not exist*");
        Refused(() => Loss.GaussianNegativeLogLikelihood(vectors, signs, vectors), "GaussianNegativeLogLikelihood: expected shape [2, 3], got [2].*");
        Refused(() => Loss.GaussianNegativeLogLikelihood(vectors, vectors, Tensor.Ones(3)),
            "GaussianNegativeLogLikelihood: the mean has shape [2, 3] and the variance [3].*");

        static void Refused(Action act, string text) => act.Should().Throw<ShapeException>().WithMessage(text);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Tensor half = Tensor.Full((Real)0.5, 2);
        Refused(() => Loss.MarginRanking(signs, signs, half), "MarginRanking: target 0.5 at position 0 is neither -1 nor +1.*");
        Refused(() => Loss.CosineEmbedding(vectors, vectors, half), "CosineEmbedding: target 0.5 at position 0 is neither -1 nor +1.*");
        Refused(() => Loss.MarginRanking(signs, signs, signs, Real.NaN), "margin is NaN, but must be finite.*");
        Refused(() => Loss.CosineEmbedding(vectors, vectors, signs, 2), "margin is 2, but must be from -1 to 1.*");
        Refused(() => Loss.TripletMargin(vectors, vectors, vectors, 0), "margin is 0, but must be positive and finite.*");
        Refused(() => Loss.TripletMargin(vectors, vectors, vectors, p: 3), "p must be 1, 2 or positive infinity.*");
        Refused(() => Loss.GaussianNegativeLogLikelihood(signs, signs, Tensor.From([1, -1])),
            "GaussianNegativeLogLikelihood: variance -1 at position 1 is negative.*");
        Refused(() => Loss.GaussianNegativeLogLikelihood(signs, signs, signs, epsilon: 0), "epsilon is 0, but must be positive and finite.*");
        Refused(() => Loss.MarginRanking(signs, signs, signs, 0, (LossReduction)7), "reduction is 7, but must be *");

        static void Refused(Action act, string text) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(text);
    }

    [Fact]
    public void An_empty_batch_has_a_sum_and_no_mean()
    {
        Tensor empty = Tensor.Zeros(0, 3);
        Action mean = () => Loss.TripletMargin(empty, empty, empty);
        mean.Should().Throw<ShapeException>().WithMessage("TripletMargin: the batch is empty*");
        Loss.TripletMargin(empty, empty, empty, reduction: LossReduction.Sum).Item().Should().Be(0);
        Loss.CosineEmbedding(empty, empty, Tensor.Zeros(0), reduction: LossReduction.Sum).Item().Should().Be(0);
    }

    [Fact]
    public void A_variance_of_0_is_held_and_gets_a_gradient()
    {
        Tensor variance = Tensor.Zeros(1);
        variance.RequiresGradient = true;
        Tensor loss = Loss.GaussianNegativeLogLikelihood(Tensor.Zeros(1), Tensor.Ones(1), variance, epsilon: (Real)0.5);
        loss.Backward();
        loss.Item().Should().BeApproximately((Real)((Math.Log(0.5) + 2) / 2), (Real)1e-6);
        variance.Gradient!.Item().Should().Be(-1);
    }

    [Fact]
    public void The_vector_0_has_no_direction()
    {
        Tensor zero = Tensor.Zeros(1, 2);
        zero.RequiresGradient = true;
        Tensor cosine = zero.CosineSimilarity(Tensor.Ones(1, 2));
        cosine.Sum().Backward();
        cosine.ToArray().Should().Equal(0);
        zero.Gradient!.ToArray().Should().OnlyContain(slope => Real.IsFinite(slope));
    }

    [Fact]
    public void Vectors_of_different_lengths_are_refused()
    {
        Action lengths = () => Tensor.Ones(2, 3).CosineSimilarity(Tensor.Ones(2, 1));
        lengths.Should().Throw<ShapeException>().WithMessage("CosineSimilarity: the vectors lie along axis -1, but shapes [2, 3] and [2, 1] *");
        Action ranks = () => Tensor.Ones(2, 3).CosineSimilarity(Tensor.Ones(3), 0);
        ranks.Should().Throw<ShapeException>().WithMessage("CosineSimilarity: the vectors lie along axis -2, *");
        Action epsilon = () => Tensor.Ones(2, 3).CosineSimilarity(Tensor.Ones(2, 3), epsilon: 0);
        epsilon.Should().Throw<ArgumentOutOfRangeException>();
    }
}
