using System.Collections.Concurrent;
using FluentAssertions;
using Xunit;
using static NeuralCore.Tests.ProcessSettings;

namespace NeuralCore.Tests.Data;

[Collection(ProcessSettings.Collection)]
public sealed class ConcurrentReadTests
{
    [Fact]
    public void Threads_that_share_a_batch_read_what_one_reads() => WithThreads(3, () =>
    {
        const int examples = 700;
        const int size = 100;
        InMemoryDataset all = new(Tensor.Normal(new Rng(1), examples, size), Tensor.From([.. Enumerable.Range(0, examples).Select(static i => (Real)i)]));
        Subset some = new(all, [.. Enumerable.Range(0, 500).Select(i => (i * 7) % examples)]);
        foreach (IDataset dataset in (IDataset[])[all, some])
        {
            dataset.AllowsConcurrentReads.Should().BeTrue();
            foreach ((Tensor x, Tensor y) in new DataLoader(dataset, 400, shuffle: true))
            {
                for (int i = 0; i < y.Count; i++)
                    x.AsReadOnlySpan().Slice(i * size, size).SequenceEqual(all.Inputs.AsReadOnlySpan().Slice((int)y[i] * size, size)).Should().BeTrue();
            }
        }
    });

    [Fact]
    public void Only_a_dataset_that_allows_it_is_read_in_parts() => WithThreads(3, () =>
    {
        Parts alone = new(allows: false);
        _ = new DataLoader(alone, 1000).First();
        alone.Sizes.Should().Equal(1000);

        Parts shared = new(allows: true);
        (Tensor x, Tensor y) = new DataLoader(shared, 1000).First();
        shared.Sizes.Sum().Should().Be(1000);
        shared.Sizes.Count.Should().BeGreaterThan(5);
        x.AsReadOnlySpan()[^1].Should().Be(999);
        y.ToArray().Should().Equal(Enumerable.Range(0, 1000).Select(static i => (Real)i));

        Action fails = () => _ = new DataLoader(new Parts(allows: true, failing: 777), 1000).First();
        fails.Should().Throw<FormatException>().WithMessage("example 777");
    });

    private sealed class Parts(bool allows, int failing = -1) : IDataset
    {
        public ConcurrentBag<int> Sizes { get; } = [];

        public int Count => 1000;

        public Shape InputShape => [100];

        public Shape TargetShape => [];

        public bool AllowsConcurrentReads => allows;

        public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
        {
            Sizes.Add(indices.Length);
            if (indices.Contains(failing))
                throw new FormatException($"example {failing}");
            for (int i = 0; i < indices.Length; i++)
            {
                inputs.Slice(100 * i, 100).Fill(indices[i]);
                targets[i] = indices[i];
            }
        }
    }
}
