using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Losses;

/// <summary>Labels, weights and shapes of the losses over classes. Values and slopes are the catalog's.</summary>
public sealed class ClassLossTests
{
    private static readonly Tensor logits = Tensor.Normal(new Rng(1), 4, 5);
    private static readonly Tensor labels = Tensor.From([0, 4, 2, 2]);

    [Theory]
    [InlineData(5.0, "label 5 at position 2 of the labels [4] is not a class. There are 5 classes, so a label is a whole number from 0 to 4. If your labels count from 1, subtract 1 from them.")]
    [InlineData(6.0, "*label 6 at position 2*ignoredIndex.")]
    [InlineData(-1.0, "*label -1 at position 2*ignoredIndex.")]
    [InlineData(1.5, "*label 1.5 at position 2*Labels are whole numbers*")]
    [InlineData(double.NaN, "*label NaN at position 2*Labels are whole numbers*")]
    [InlineData(double.PositiveInfinity, "*position 2*Labels are whole numbers*")]
    public void A_label_that_is_no_class_is_refused(double label, string text)
    {
        Tensor wrong = Tensor.From([0, 4, (Real)label, 2]);
        foreach (Loss loss in new Loss[] { new CrossEntropy(), new NegativeLogLikelihood(), new CrossEntropy(labelSmoothing: (Real)0.1) })
        {
            Action forward = () => loss.Forward(logits, wrong);
            forward.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*" + text + "*").Which.ParamName.Should().Be("target");
        }
    }

    [Fact]
    public void Labels_against_a_single_output_point_to_the_binary_loss()
    {
        Action forward = () => Loss.CrossEntropy(Tensor.Zeros(2, 1), Tensor.From([0, 1]));
        forward.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*use BinaryCrossEntropyWithLogits.*");
    }

    [Fact]
    public void Labels_in_a_column_are_refused_with_the_reshape()
    {
        Action forward = () => Loss.CrossEntropy(logits, Tensor.Zeros(4, 1));
        forward.Should().Throw<ShapeException>().WithMessage(
            "CrossEntropy: the prediction has shape [4, 5] and the target [4, 1]. Expected a prediction [batch, classes, ...] with class indices "
            + "[batch, ...] or class probabilities [batch, classes, ...]. To make the target class indices, call target.Reshape(4).");
    }

    [Fact]
    public void Shapes_that_cannot_fit_are_refused()
    {
        Action batch = () => Loss.CrossEntropy(logits, Tensor.Zeros(3));
        batch.Should().Throw<ShapeException>().WithMessage("*[4, 5] and the target [3].*same batch.");
        Action vector = () => Loss.CrossEntropy(Tensor.Zeros(4), Tensor.Zeros(4));
        vector.Should().Throw<ShapeException>();
        Action probabilities = () => Loss.NegativeLogLikelihood(logits, logits);
        probabilities.Should().Throw<ShapeException>().WithMessage("NegativeLogLikelihood: *with class indices [batch, ...]. *");
        Action classes = () => Loss.CrossEntropy(Tensor.Zeros(4, 0), Tensor.Zeros(4));
        classes.Should().Throw<ShapeException>().WithMessage("CrossEntropy: the prediction has shape [4, 0], so there are no classes.*");
        Action weights = () => new CrossEntropy(classWeights: [1, 2]).Forward(logits, labels);
        weights.Should().Throw<ShapeException>().WithMessage("CrossEntropy: there are 2 class weights, but the prediction has 5 classes.*");
        Action empty = () => Loss.CrossEntropy(Tensor.Zeros(0, 5), Tensor.Zeros(0));
        empty.Should().Throw<ShapeException>().WithMessage("CrossEntropy: the batch is empty*");
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Action smoothing = () => _ = new CrossEntropy(labelSmoothing: (Real)1.5);
        smoothing.Should().Throw<ArgumentOutOfRangeException>().WithMessage("labelSmoothing is 1.5, but must be from 0 to 1.*");
        Action nan = () => _ = new CrossEntropy(labelSmoothing: Real.NaN);
        nan.Should().Throw<ArgumentOutOfRangeException>();
        Action weight = () => _ = new NegativeLogLikelihood([1, -1]);
        weight.Should().Throw<ArgumentOutOfRangeException>().WithMessage("classWeights[1] is -1, but must be 0 or more and finite.*");
    }

    [Fact]
    public void Labels_cost_what_the_same_sure_probabilities_cost()
    {
        Tensor sure = Tensor.Zeros(4, 5);
        for (int i = 0; i < 4; i++)
            sure[i, (int)labels[i]] = 1;
        (Real[] expected, Real[] slopes) = Run(new CrossEntropy(reduction: LossReduction.None), sure);
        (Real[] actual, Real[] actualSlopes) = Run(new CrossEntropy(reduction: LossReduction.None), labels);
        actual.Should().Equal(expected);
        for (int i = 0; i < slopes.Length; i++)
            actualSlopes[i].Should().BeApproximately(slopes[i], (Real)1e-7);
    }

    [Fact]
    public void Ignored_examples_count_for_nothing_whatever_they_hold()
    {
        Tensor four = Tensor.From([.. logits.ToArray()[..15], Real.NaN, Real.PositiveInfinity, 1, 2, 3], 4, 5);
        Tensor three = Tensor.From(logits.ToArray()[..15], 3, 5);
        CrossEntropy loss = new(ignoredIndex: -100);
        four.RequiresGradient = three.RequiresGradient = true;
        Tensor all = loss.Forward(four, Tensor.From([0, 4, 2, -100]));
        Tensor some = loss.Forward(three, Tensor.From([0, 4, 2]));
        all.Backward();
        some.Backward();
        all.Item().Should().Be(some.Item());
        four.Gradient!.ToArray().Should().Equal([.. three.Gradient!.ToArray(), 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void A_batch_in_which_nothing_counts_has_no_mean()
    {
        Action forward = () => new CrossEntropy(ignoredIndex: 0).Forward(logits, Tensor.Zeros(4));
        forward.Should().Throw<ArgumentException>().WithMessage("CrossEntropy: none of the 4 examples counts*LossReduction.Sum.");
        new CrossEntropy(ignoredIndex: 0, reduction: LossReduction.Sum).Forward(logits, Tensor.Zeros(4)).Item().Should().Be(0);
    }

    [Fact]
    public void Logits_of_any_size_have_finite_losses_and_slopes()
    {
        Tensor x = Tensor.From([10000, 0, -10000, 0, 10000, 0], 2, 3);
        x.RequiresGradient = true;
        Tensor losses = Loss.CrossEntropy(x, Tensor.From([0, 2]), LossReduction.None);
        losses.Backward(Tensor.Ones(2));
        losses.ToArray().Should().Equal(0, 10000);
        x.Gradient!.ToArray().Should().Equal(0, 0, 0, 0, 1, -1);
    }

    [Fact]
    public void Small_losses_keep_their_digits_beside_large_logits()
    {
        // log(1 + e^-4); added to the maximum it would be rounded to a multiple of 0.0005.
        Tensor loss = Loss.CrossEntropy(Tensor.From([4096, 4092], 1, 2), Tensor.From([(Real)0]));
        loss.Item().Should().BeApproximately((Real)0.018149927917809735, (Real)1e-7);
    }

    [Fact]
    public void A_logit_that_is_not_a_number_shows()
    {
        Tensor x = Tensor.From([0, Real.NaN, 1], 1, 3);
        Real.IsNaN(Loss.CrossEntropy(x, Tensor.Zeros(1)).Item()).Should().BeTrue();
        Real.IsNaN(Loss.CrossEntropy(x, Tensor.Ones(1, 3)).Item()).Should().BeTrue();
    }

    [Fact]
    public void Further_axes_are_examples_of_their_own()
    {
        Tensor x = Tensor.Normal(new Rng(2), 2, 3, 4);
        Tensor target = Tensor.From([0, 1, 2, 0, 1, 2, 0, 1], 2, 4);
        Tensor losses = Loss.CrossEntropy(x, target, LossReduction.None);
        losses.Shape.ToString().Should().Be("[2, 4]");
        Tensor one = Tensor.From([x[1, 0, 2], x[1, 1, 2], x[1, 2, 2]], 1, 3);
        losses[1, 2].Should().Be(Loss.CrossEntropy(one, Tensor.From([target[1, 2]])).Item());
        Real sum = Loss.CrossEntropy(x, target, LossReduction.Sum).Item();
        new CrossEntropy(reduction: LossReduction.BatchMean).Forward(x, target).Item().Should().BeApproximately(sum / 2, (Real)1e-5);
    }

    [Fact]
    public void Weights_outlive_the_step_scope_they_were_given_in()
    {
        CrossEntropy loss;
        using (new StepScope())
            loss = new CrossEntropy(classWeights: [1, 2, 3, 4, 5]);
        loss.ClassWeights.ToArray().Should().Equal(1, 2, 3, 4, 5);
        loss.Forward(logits, labels).Count.Should().Be(1);
    }

    private static (Real[] Losses, Real[] Slopes) Run(CrossEntropy loss, Tensor target)
    {
        Tensor x = Tensor.From(logits.ToArray(), 4, 5);
        x.RequiresGradient = true;
        Tensor losses = loss.Forward(x, target);
        losses.Backward(Tensor.Ones(4));
        return (losses.ToArray(), x.Gradient!.ToArray());
    }
}
