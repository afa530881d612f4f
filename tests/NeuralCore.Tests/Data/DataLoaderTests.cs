using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Data;

public sealed class DataLoaderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(12, 3)]
    [InlineData(7, 100)]
    [InlineData(1000, 64)]
    public void Each_example_comes_once_in_an_epoch(int examples, int batchSize)
    {
        DataLoader loader = new(ExampleSet.Of(examples), batchSize, shuffle: true, seed: 5);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            Batch[] batches = [.. loader];
            batches.Should().HaveCount(loader.Count);
            batches[..^1].Select(batch => batch.Count).Should().AllBeEquivalentTo(batchSize);
            ExampleSet.Numbers(batches).Order().Should().Equal(Enumerable.Range(0, examples));
        }

        loader.Epoch.Should().Be(3);
    }

    [Fact]
    public void The_order_is_a_pure_function_of_seed_and_epoch()
    {
        DataLoader one = new(ExampleSet.Of(50), 8, shuffle: true, seed: 1);
        DataLoader other = new(ExampleSet.Of(50), 8, shuffle: true, seed: 1);
        int[] third = ExampleSet.Numbers(one.BatchesOf(2));
        foreach (int epoch in new[] { 1, 0, 3 })
            _ = ExampleSet.Numbers(other.BatchesOf(epoch));

        ExampleSet.Numbers(other.BatchesOf(2)).Should().Equal(third);
        other.OrderOf(2).Should().Equal(third);
        one.Epoch.Should().Be(0, "BatchesOf changes nothing");
        ExampleSet.Numbers(one.BatchesOf(3)).Should().NotEqual(third);
        new DataLoader(ExampleSet.Of(50), 8, shuffle: true, seed: 2).OrderOf(2).Should().NotEqual(third);
    }

    // Computed once by other means: Philox4x32-10 and Fisher-Yates, written out in another language.
    [Fact]
    public void The_order_of_a_seed_never_changes() =>
        new DataLoader(ExampleSet.Of(12), 4, shuffle: true, seed: 2026).OrderOf(1).Should().Equal(9, 1, 3, 0, 4, 11, 7, 6, 8, 10, 2, 5);

    [Fact]
    public void Setting_the_epoch_resumes_where_another_loader_stood()
    {
        DataLoader first = new(ExampleSet.Of(20), 6, shuffle: true, seed: 9);
        int[][] epochs = [ExampleSet.Numbers(first), ExampleSet.Numbers(first), ExampleSet.Numbers(first)];
        epochs[0].Should().NotEqual(epochs[1]);

        DataLoader resumed = new(ExampleSet.Of(20), 6, shuffle: true, seed: 9) { Epoch = 1 };
        ExampleSet.Numbers(resumed).Should().Equal(epochs[1]);
        ExampleSet.Numbers(resumed).Should().Equal(epochs[2]);
    }

    [Fact]
    public void A_foreach_that_stops_early_does_not_end_the_epoch()
    {
        DataLoader loader = new(ExampleSet.Of(20), 6, shuffle: true);
        foreach (Batch batch in loader)
        {
            batch.Count.Should().Be(6);
            break;
        }

        loader.Epoch.Should().Be(0);
    }

    [Fact]
    public void Without_shuffling_examples_come_in_their_order() =>
        ExampleSet.Numbers(new DataLoader(ExampleSet.Of(10), 4)).Should().Equal(Enumerable.Range(0, 10));

    [Fact]
    public void Dropping_the_last_batch_leaves_full_ones()
    {
        DataLoader loader = new(ExampleSet.Of(10), 4, shuffle: true, dropLast: true);
        (loader.Count, loader.Examples).Should().Be((2, 8));
        loader.Select(batch => batch.Count).Should().Equal(4, 4);
        ExampleSet.Numbers(loader).Should().OnlyHaveUniqueItems().And.HaveCount(8);
    }

    [Fact]
    public void A_batch_has_the_shapes_of_its_examples()
    {
        InMemoryDataset images = new(Tensor.Zeros(5, 1, 4, 3), Tensor.Zeros(5, 2));
        (Tensor x, Tensor y) = new DataLoader(images, 2).First();
        x.Shape.AsSpan().ToArray().Should().Equal(2, 1, 4, 3);
        y.Shape.AsSpan().ToArray().Should().Equal(2, 2);
    }

    [Fact]
    public void A_loader_that_would_give_nothing_is_refused_at_once()
    {
        Action none = () => _ = new DataLoader(new NoData(), 4);
        none.Should().Throw<DatasetException>().WithMessage("DataLoader: there are no examples.*");
        Action dropped = () => _ = new DataLoader(ExampleSet.Of(3), 4, dropLast: true);
        dropped.Should().Throw<DatasetException>().WithMessage(
            "DataLoader: 3 examples do not fill one batch of 4, * Choose a batch size of at most 3, or dropLast: false.");
        Action batchSize = () => _ = new DataLoader(ExampleSet.Of(3), 0);
        batchSize.Should().Throw<ArgumentOutOfRangeException>().WithMessage("batchSize must be 1 or more.*");
        Action epoch = () => new DataLoader(ExampleSet.Of(3), 1).Epoch = -1;
        epoch.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Epoch must be 0 or more.*");
        Action order = () => new DataLoader(ExampleSet.Of(3), 1).BatchesOf(-1);
        order.Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class NoData : IDataset
    {
        public int Count => 0;

        public Shape InputShape => [];

        public Shape TargetShape => [];

        public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets) => throw new InvalidOperationException("nothing to read");
    }
}
