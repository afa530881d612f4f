using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class MetricTests
{
    private static readonly Tensor logits = Tensor.From(new Real[,] { { 1, 3, 2 }, { 5, 5, 0 }, { -1, -2, -3 }, { 0, 0, 9 } });

    [Fact]
    public void Accuracy_counts_the_largest_and_the_first_of_equals()
    {
        new Accuracy().Measure(logits, Tensor.From([1, 0, 2, 2])).Should().Be(new Score(3, 4));
        new Accuracy().Measure(logits, Tensor.From([1, 1, 0, 0])).Should().Be(new Score(2, 4));
        new Accuracy(ignoredLabel: -100).Measure(logits, Tensor.From([1, -100, 2, -100])).Should().Be(new Score(1, 2));
        Tensor probabilities = Tensor.From(new Real[,] { { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 }, { 0, 0, 1 } });
        new Accuracy().Measure(logits, probabilities).Should().Be(new Score(3, 4));
    }

    [Fact]
    public void Accuracy_refuses_shapes_that_mean_something_else()
    {
        foreach (Shape target in new Shape[] { [3], [4, 1], [4, 2], [4, 3, 1] })
        {
            Action measure = () => new Accuracy().Measure(logits, Tensor.Zeros(target));
            measure.Should().Throw<ShapeException>().WithMessage($"Accuracy: predictions [4, 3] and targets {target} do not fit. *");
        }

        Action vector = () => new Accuracy().Measure(Tensor.Zeros(4), Tensor.Zeros(4));
        vector.Should().Throw<ShapeException>().WithMessage("*use BinaryAccuracy*");

        // The largest of one number is always that one, so every answer would count as right.
        foreach (Shape target in new Shape[] { [4], [4, 1] })
        {
            Action single = () => new Accuracy().Measure(Tensor.Zeros(4, 1), Tensor.Zeros(target));
            single.Should().Throw<ShapeException>().WithMessage($"Accuracy: predictions [4, 1] and targets {target} do not fit. *2 classes or more*use BinaryAccuracy*");
        }
    }

    [Fact]
    public void Binary_accuracy_compares_with_its_threshold()
    {
        Tensor said = Tensor.From([-1, (Real)0.2, (Real)0.7, 0], 4, 1);
        Tensor truth = Tensor.From([0, 1, 1, 0], 4, 1);
        new BinaryAccuracy().Measure(said, truth).Should().Be(new Score(4, 4));
        new BinaryAccuracy(threshold: (Real)0.5).Measure(said, truth).Should().Be(new Score(3, 4));
        Action shapes = () => new BinaryAccuracy().Measure(said, Tensor.Zeros(4));
        shapes.Should().Throw<ShapeException>().WithMessage("BinaryAccuracy: expected shape [4], got [4, 1].*");
        Action threshold = () => _ = new BinaryAccuracy(Real.NaN);
        threshold.Should().Throw<ArgumentOutOfRangeException>();
    }
}
