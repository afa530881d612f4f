using System.Globalization;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Losses;

/// <summary>
/// What all losses that compare number with number have in common, and the edges of each. Values and slopes are the catalog's.
/// </summary>
public sealed class PointwiseLossTests
{
    private static readonly Tensor four = Tensor.From([1, 2, 3, 6], 2, 2);
    private static readonly Tensor ones = Tensor.Ones(2, 2);

    [Theory]
    [InlineData(LossReduction.Mean, 30.0 / 4)]
    [InlineData(LossReduction.Sum, 30.0)]
    [InlineData(LossReduction.BatchMean, 30.0 / 2)]
    public void Reductions_divide_by_what_they_say(LossReduction reduction, double expected)
    {
        Tensor loss = Loss.MeanSquaredError(four, ones, reduction);
        loss.Rank.Should().Be(0);
        loss.Item().Should().Be((Real)expected);
    }

    [Fact]
    public void Without_reduction_each_loss_stays_in_its_place() =>
        Loss.MeanSquaredError(four, ones, LossReduction.None).ToArray().Should().Equal(0, 1, 4, 25);

    [Fact]
    public void A_column_against_a_row_of_the_same_count_is_refused_with_the_reshape()
    {
        Action forward = () => Loss.MeanSquaredError(Tensor.Zeros(32, 1), Tensor.Zeros(32));
        forward.Should().Throw<ShapeException>().WithMessage(
            "MeanSquaredError: the prediction has shape [32, 1] and the target [32]. A loss needs the same shape for both and broadcasts neither. "
            + "They hold equally many numbers: reshape the target to [32, 1] with target.Reshape(32, 1), if the order is the same.");
    }

    [Fact]
    public void Another_count_is_refused_too()
    {
        Action forward = () => Loss.Huber(Tensor.Zeros(32, 10), Tensor.Zeros(32, 1));
        forward.Should().Throw<ShapeException>().WithMessage("Huber: the prediction has shape [32, 10] and the target [32, 1].*last layer*");
    }

    [Fact]
    public void Class_labels_are_refused_with_the_loss_that_takes_them()
    {
        Action forward = () => Loss.MeanSquaredError(Tensor.Zeros(32, 10), Tensor.Zeros(32));
        forward.Should().Throw<ShapeException>().WithMessage(
            "MeanSquaredError: the prediction has shape [32, 10] and the target [32]. *labels, use CrossEntropy*target.OneHot(10).");
    }

    [Fact]
    public void The_mean_of_an_empty_batch_is_refused_and_its_sum_is_zero()
    {
        Tensor empty = Tensor.Zeros(0, 3);
        foreach (LossReduction reduction in new[] { LossReduction.Mean, LossReduction.BatchMean })
        {
            Action mean = () => Loss.MeanAbsoluteError(empty, empty, reduction);
            mean.Should().Throw<ShapeException>().WithMessage("MeanAbsoluteError: the batch is empty, with losses of shape [0, 3]*LossReduction.Sum.");
        }

        Loss.MeanAbsoluteError(empty, empty, LossReduction.Sum).Item().Should().Be(0);
    }

    [Fact]
    public void A_target_that_requires_a_gradient_gets_one()
    {
        Tensor target = Tensor.From([5, 5, 5, 5], 2, 2);
        target.RequiresGradient = true;
        Loss.MeanSquaredError(four, target, LossReduction.Sum).Backward();
        target.Gradient!.ToArray().Should().Equal(8, 6, 4, -2);
    }

    [Fact]
    public void Kinks_take_the_slopes_of_PyTorch()
    {
        Slope(Loss.MeanAbsoluteError, [2, 1, 3], [2, 2, 2]).Should().Equal(0, -1, 1);
        Slope(Loss.Hinge, [1, 2, 0, -1], [1, 1, 1, -1]).Should().Equal(-1, 0, -1, 1);
        Slope((x, y, reduction) => Loss.HingeEmbedding(x, y, 1, reduction), [1, 2, 0, 1], [-1, -1, -1, 1]).Should().Equal(-1, 0, -1, 1);
        Slope((x, y, reduction) => Loss.SmoothL1(x, y, 2, reduction), [2, 0, -3, 1], [0, 0, 0, 0]).Should().Equal(1, 0, -1, (Real)0.5);
    }

    [Fact]
    public void Huber_is_squared_inside_and_straight_outside()
    {
        Tensor loss = Loss.Huber(Tensor.From([1, 2, 4, -4]), Tensor.Zeros(4), delta: 2, LossReduction.None);
        loss.ToArray().Should().Equal((Real)0.5, 2, 6, 6);
    }

    [Fact]
    public void A_sure_mistake_costs_a_hundred_and_a_sure_hit_nothing() =>
        Loss.BinaryCrossEntropy(Tensor.From([0, 1, 0, 1]), Tensor.From([1, 0, 0, 1]), LossReduction.None).ToArray()
            .Should().Equal(100, 100, 0, 0);

    [Fact]
    public void Logits_of_any_size_have_finite_losses_and_slopes()
    {
        Tensor logits = Tensor.From([1000, -1000, 1000, -1000]);
        logits.RequiresGradient = true;
        Tensor losses = new BinaryCrossEntropyWithLogits(positiveWeight: 3, LossReduction.None).Forward(logits, Tensor.From([0, 1, 1, 0]));
        losses.Backward(Tensor.Ones(4));
        losses.ToArray().Should().Equal(1000, 3000, 0, 0);
        logits.Gradient!.ToArray().Should().Equal(1, -3, 0, 0);
    }

    [Fact]
    public void Focal_losses_of_sure_hits_and_misses_are_finite_and_so_are_their_slopes()
    {
        foreach (Real gamma in (Real[])[0, (Real)0.5, 1, 2])
        {
            Tensor logits = Tensor.From([200, -200, 200, -200]);
            logits.RequiresGradient = true;
            Tensor losses = new SigmoidFocal(alpha: null, gamma, LossReduction.None).Forward(logits, Tensor.From([1, 0, 0, 1]));
            losses.Backward(Tensor.Ones(4));
            losses.ToArray().Should().Equal(0, 0, 200, 200);
            logits.Gradient!.ToArray()[2..].Should().Equal(1, -1);
            logits.Gradient.ToArray()[..2].Should().OnlyContain(slope => Real.Abs(slope) < (Real)1e-30);
        }
    }

    [Fact]
    public void A_focal_loss_without_focus_and_weights_is_the_cross_entropy()
    {
        Tensor logits = Tensor.From([-2, (Real)0.5, 3]);
        Tensor target = Tensor.From([1, (Real)0.25, 0]);
        Real[] expected = Loss.BinaryCrossEntropyWithLogits(logits, target, LossReduction.None).ToArray();
        Real[] actual = Loss.SigmoidFocal(logits, target, alpha: null, gamma: 0, LossReduction.None).ToArray();
        for (int i = 0; i < 3; i++)
            actual[i].Should().BeApproximately(expected[i], (Real)1e-6);
    }

    [Fact]
    public void Counts_of_0_and_1_have_no_factorial_to_add()
    {
        Tensor x = Tensor.Zeros(3);
        x.RequiresGradient = true;
        Tensor losses = new PoissonNegativeLogLikelihood(full: true, reduction: LossReduction.None).Forward(x, Tensor.From([0, 1, 2]));
        losses.ToArray()[..2].Should().Equal(1, 1);
        losses[2].Should().BeApproximately(1 + (Real)0.65180648460453594, (Real)1e-6);
        new PoissonNegativeLogLikelihood(logInput: false).Forward(x, x.Detach()).Item().Should().Be(0);
    }

    [Fact]
    public void An_impossible_class_adds_nothing_to_the_divergence()
    {
        Tensor x = Tensor.From([(Real)(-1), -2], 1, 2);
        Loss.KullbackLeibler(x, Tensor.From([1, 0], 1, 2), reduction: LossReduction.BatchMean).Item().Should().Be(1);
    }

    [Fact]
    public void A_NaN_prediction_shows_in_every_loss()
    {
        Tensor x = Tensor.From([Real.NaN]);
        Tensor y = Tensor.Ones(1);
        Loss[] losses =
            [new MeanSquaredError(), new MeanAbsoluteError(), new Huber(), new BinaryCrossEntropy(), new BinaryCrossEntropyWithLogits(), new KullbackLeibler(), new Hinge(),
                new SmoothL1(), new HingeEmbedding(), new SigmoidFocal(), new SigmoidFocal(gamma: 0), new PoissonNegativeLogLikelihood(), new PoissonNegativeLogLikelihood(false, true)];
        foreach (Loss loss in losses)
            Real.IsNaN(loss.Forward(x, y).Item()).Should().BeTrue("{0} must not hide it", loss);
    }

    [Fact]
    public void Texts_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Action probability = () => Loss.BinaryCrossEntropy(Tensor.From([(Real)0.5, (Real)1.5]), Tensor.Zeros(2));
            probability.Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("BinaryCrossEntropy: prediction 1.5 at position 1 is not a probability from 0 to 1.*BinaryCrossEntropyWithLogits.*");
            Action hinge = () => Loss.Hinge(Tensor.Zeros(2), Tensor.From([1, (Real)0.5]));
            hinge.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Hinge: target 0.5 at position 1 is neither -1 nor +1.*target * 2 + -1*");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        foreach (Real bad in new[] { Real.NaN, Real.PositiveInfinity, -1 })
        {
            Action huber = () => _ = new Huber(bad);
            huber.Should().Throw<ArgumentOutOfRangeException>().WithMessage("delta is *, but must be positive and finite.*");
            Action smooth = () => _ = new SmoothL1(bad);
            smooth.Should().Throw<ArgumentOutOfRangeException>().WithMessage("beta is *, but must be positive and finite.*");
            Action poisson = () => _ = new PoissonNegativeLogLikelihood(epsilon: bad);
            poisson.Should().Throw<ArgumentOutOfRangeException>().WithMessage("epsilon is *, but must be positive and finite.*");
            Action alpha = () => _ = new SigmoidFocal(alpha: bad);
            alpha.Should().Throw<ArgumentOutOfRangeException>().WithMessage("alpha is *, but must be from 0 to 1.*");
            Action gamma = () => _ = new SigmoidFocal(gamma: bad);
            gamma.Should().Throw<ArgumentOutOfRangeException>().WithMessage("gamma is *, but must be 0 or more and finite.*");
            Action weight = () => _ = new BinaryCrossEntropyWithLogits(bad);
            weight.Should().Throw<ArgumentOutOfRangeException>().WithMessage("positiveWeight is *, but must be 0 or more and finite.*");
        }

        Action margin = () => _ = new HingeEmbedding(Real.NaN);
        margin.Should().Throw<ArgumentOutOfRangeException>().WithMessage("margin is NaN, but must be finite.*");
        Action reduction = () => _ = new Hinge((LossReduction)7);
        reduction.Should().Throw<ArgumentOutOfRangeException>().WithMessage("reduction is 7, but must be Mean, Sum, None or BatchMean.*");
    }

    [Fact]
    public void A_loss_of_ones_own_reduces_like_the_others()
    {
        four.RequiresGradient.Should().BeFalse();
        Tensor x = Tensor.From([1, 2, 3, 6], 2, 2);
        x.RequiresGradient = true;
        Tensor loss = new Difference(LossReduction.BatchMean).Forward(x, ones);
        loss.Backward();
        loss.Item().Should().Be(4);
        x.Gradient!.ToArray().Should().AllBeEquivalentTo((Real)0.5);
    }

    private static Real[] Slope(Func<Tensor, Tensor, LossReduction, Tensor> loss, Real[] prediction, Real[] target)
    {
        Tensor x = Tensor.From(prediction);
        x.RequiresGradient = true;
        loss(x, Tensor.From(target), LossReduction.Sum).Backward();
        return x.Gradient!.ToArray();
    }

    private sealed class Difference(LossReduction reduction) : Loss(reduction)
    {
        public override Tensor Forward(Tensor prediction, Tensor target) => Reduce(prediction + (target * -1));
    }
}
