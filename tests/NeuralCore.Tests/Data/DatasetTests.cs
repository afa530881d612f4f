using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void Arrays_make_a_dataset()
    {
        InMemoryDataset xor = new(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, new[] { 0, 1, 1, 0 });
        xor.Count.Should().Be(4);
        xor.InputShape.AsSpan().ToArray().Should().Equal(2);
        xor.TargetShape.AsSpan().ToArray().Should().BeEmpty();
        var inputs = new Real[4];
        var targets = new Real[2];
        xor.Read([2, 1], inputs, targets);
        inputs.Should().Equal(1, 0, 0, 1);
        targets.Should().Equal(1, 1);
    }

    [Fact]
    public void A_dataset_made_inside_a_step_scope_outlives_it()
    {
        InMemoryDataset dataset;
        using (new StepScope())
            dataset = new InMemoryDataset(Tensor.Ones(2, 3), Tensor.Ones(2));
        dataset.Inputs.ToArray().Should().OnlyContain(value => value == 1);
    }

    [Fact]
    public void Counts_that_differ_are_refused()
    {
        Action differ = () => _ = new InMemoryDataset(Tensor.Zeros(4, 2), Tensor.Zeros(3));
        differ.Should().Throw<ShapeException>().WithMessage("InMemoryDataset: inputs [4, 2] hold 4 examples, targets [3] hold 3. *");
        Action scalar = () => _ = new InMemoryDataset(Tensor.Zeros(4, 2), Tensor.Zeros());
        scalar.Should().Throw<ShapeException>().WithMessage("*must both have a first axis*");
        Action empty = () => _ = new InMemoryDataset(Tensor.Zeros(0, 2), Tensor.Zeros(0));
        empty.Should().Throw<DatasetException>().WithMessage("InMemoryDataset: there are no examples.*");
    }

    [Fact]
    public void Reading_checks_indices_and_room()
    {
        InMemoryDataset dataset = ExampleSet.Of(3);
        Action index = () => dataset.Read([3], new Real[2], new Real[1]);
        index.Should().Throw<ArgumentOutOfRangeException>().WithMessage("indices must be from 0 to 2, the numbers of the 3 examples.*");
        Action room = () => dataset.Read([1], new Real[3], new Real[1]);
        room.Should().Throw<ShapeException>().WithMessage("Read: 3 values do not fill shape [1, 2]*");
    }

    [Theory]
    [InlineData(10, 0.8, 8)]
    [InlineData(60000, 0.9f, 54000)]
    [InlineData(3, 0.5, 2)]
    public void A_split_deals_every_example_once(int count, double fraction, int first)
    {
        (Subset one, Subset two) = ExampleSet.Of(count).Split(fraction, seed: 3);
        one.Count.Should().Be(first);
        int[] numbers = [.. ExampleSet.Numbers(new DataLoader(one, 64)), .. ExampleSet.Numbers(new DataLoader(two, 64))];
        numbers.Order().Should().Equal(Enumerable.Range(0, count));
    }

    [Fact]
    public void A_split_is_random_and_repeatable()
    {
        int[] First(ulong seed) => ExampleSet.Numbers(new DataLoader(ExampleSet.Of(100).Split(0.5, seed).First, 100));
        First(1).Should().Equal(First(1)).And.NotEqual(First(2)).And.NotBeInAscendingOrder();
    }

    [Fact]
    public void Parts_and_indices_that_make_no_sense_are_refused()
    {
        Action empty = () => ExampleSet.Of(3).Split(0.1);
        empty.Should().Throw<DatasetException>().WithMessage("Split: 3 examples at fraction 0.1 make parts of 0 and 3; *");
        foreach (double wrong in new[] { 0, 1, -1, double.NaN })
        {
            Action fraction = () => ExampleSet.Of(3).Split(wrong);
            fraction.Should().Throw<ArgumentOutOfRangeException>().WithMessage("fraction must be above 0 and below 1.*");
        }

        Action index = () => _ = new Subset(ExampleSet.Of(3), 0, 3);
        index.Should().Throw<ArgumentOutOfRangeException>().WithMessage("indices must be from 0 to 2*");
        Action none = () => _ = new Subset(ExampleSet.Of(3));
        none.Should().Throw<DatasetException>();
        Action beyond = () => new Subset(ExampleSet.Of(3), 0, 1).Read([2], new Real[2], new Real[1]);
        beyond.Should().Throw<ArgumentOutOfRangeException>().WithMessage("indices must be from 0 to 1*");
    }
}
