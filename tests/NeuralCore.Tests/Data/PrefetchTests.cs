using FluentAssertions;
using NeuralCore.Tests.Training;
using Xunit;

namespace NeuralCore.Tests.Data;

public sealed class PrefetchTests
{
    private static readonly TimeSpan hung = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(10, 3, false)]
    [InlineData(10, 3, true)]
    [InlineData(12, 3, false)]
    [InlineData(1000, 64, false)]
    public void Batches_are_those_that_come_without(int examples, int batchSize, bool dropLast)
    {
        foreach (int prefetch in new[] { 1, 2, 5, 1000 })
        {
            DataLoader plain = new(ExampleSet.Of(examples), batchSize, shuffle: true, seed: 3, dropLast);
            DataLoader ahead = new(ExampleSet.Of(examples), batchSize, shuffle: true, seed: 3, dropLast, prefetch);
            for (int epoch = 0; epoch < 3; epoch++)
            {
                Batch[] expected = [.. plain];
                Batch[] batches = [.. ahead];
                ExampleSet.Numbers(batches).Should().Equal(ExampleSet.Numbers(expected));
                batches.Select(batch => batch.Count).Should().Equal(expected.Select(batch => batch.Count));
            }

            ahead.Epoch.Should().Be(3);
        }
    }

    [Fact]
    public void The_next_batches_are_read_while_this_one_is_worked_on_and_no_more_of_them()
    {
        const int prefetch = 3;
        Watched data = new(ExampleSet.Of(20));
        int taken = 0;
        foreach (Batch batch in new DataLoader(data, 1, prefetch: prefetch))
        {
            // The loop's body waits for reads that only another thread can do meanwhile.
            taken++;
            data.WaitForReads(Math.Min(20, taken + prefetch)).Should().BeTrue();
            data.Reads.Should().BeLessThanOrEqualTo(taken + prefetch);
        }

        taken.Should().Be(20);
        data.Threads.Should().ContainSingle().Which.Should().NotBeSameAs(Thread.CurrentThread);
    }

    [Fact]
    public void Without_it_the_callers_thread_reads_each_batch_when_it_is_asked_for()
    {
        Watched data = new(ExampleSet.Of(5));
        int taken = 0;
        foreach (Batch batch in new DataLoader(data, 1))
            data.Reads.Should().Be(++taken);
        data.Threads.Should().ContainSingle().Which.Should().BeSameAs(Thread.CurrentThread);
    }

    [Fact]
    public void What_the_dataset_throws_arrives_at_its_batch_with_the_place_it_came_from()
    {
        Watched data = new(ExampleSet.Of(12)) { FailsAt = 7 };
        DataLoader loader = new(data, 2, prefetch: 4);
        int taken = 0;
        Action loop = () =>
        {
            foreach (Batch batch in loader)
                taken++;
        };

        loop.Should().Throw<InvalidDataException>().WithMessage("Example 7 is damaged.")
            .Which.StackTrace.Should().Contain(nameof(Watched));
        taken.Should().Be(3);
        data.ShouldHaveNoThreadLeft();
        loader.Epoch.Should().Be(0);
    }

    [Fact]
    public void A_loop_that_stops_early_leaves_no_thread_and_the_next_begins_anew()
    {
        Watched data = new(ExampleSet.Of(50));
        DataLoader loader = new(data, 4, shuffle: true, prefetch: 2);
        foreach (Batch batch in loader)
            break;
        data.ShouldHaveNoThreadLeft();
        loader.Epoch.Should().Be(0);

        ExampleSet.Numbers(loader).Should().Equal(loader.OrderOf(0));
        data.ShouldHaveNoThreadLeft();
    }

    [Fact]
    public void Two_loops_over_one_loader_do_not_disturb_each_other()
    {
        DataLoader loader = new(ExampleSet.Of(30), 4, shuffle: true, prefetch: 2);
        int[] order = loader.OrderOf(0);
        List<int> outer = [];
        foreach (Batch batch in loader.BatchesOf(0))
        {
            outer.AddRange(ExampleSet.Numbers([batch]));
            ExampleSet.Numbers(loader.BatchesOf(0)).Should().Equal(order);
        }

        outer.Should().Equal(order);
    }

    [Fact]
    public void A_batch_stays_as_it_is_while_others_are_read_and_borrows_the_memory_of_a_scope()
    {
        DataLoader loader = new(ExampleSet.Of(40), 2, prefetch: 2);
        Batch[] all = [.. loader];
        ExampleSet.Numbers(all).Should().Equal(Enumerable.Range(0, 40));

        IEnumerator<Batch> batches = loader.GetEnumerator();
        Batch borrowed;
        using (new StepScope())
        {
            batches.MoveNext().Should().BeTrue();
            borrowed = batches.Current;
        }

        batches.Dispose();
        FluentActions.Invoking(() => borrowed.Inputs.ToArray()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Training_gives_the_same_bits_and_reads_training_and_validation_ahead()
    {
        int[] Train(int prefetch, out Watched training, out Watched validation)
        {
            Sequential model = Blobs.Model(Blobs.Dropping());
            training = new Watched(Blobs.Points(100));
            validation = new Watched(Blobs.Points(30, seed: 2));
            Blobs.TrainerOf(model).Fit(new DataLoader(training, 16, shuffle: true, seed: 4, prefetch: prefetch), 3, validation);
            return Blobs.BitsOf(model);
        }

        int[] plain = Train(0, out _, out _);
        Train(2, out Watched training, out Watched validation).Should().Equal(plain);
        validation.Threads.Should().NotContain(Thread.CurrentThread);
        training.ShouldHaveNoThreadLeft();
        validation.ShouldHaveNoThreadLeft();
    }

    [Fact]
    public void Training_that_is_cancelled_leaves_no_thread()
    {
        using CancellationTokenSource cancel = new();
        Watched data = new(Blobs.Points(100));
        ReportTo stop = new(progress =>
        {
            if (progress.Epoch == 2)
                cancel.Cancel();
        });
        TrainingHistory history = Blobs.TrainerOf(Blobs.Model())
            .Fit(new DataLoader(data, 16, shuffle: true, prefetch: 2), 50, progress: stop, cancellation: cancel.Token);

        history.WasCancelled.Should().BeTrue();
        data.ShouldHaveNoThreadLeft();
    }

    [Fact]
    public void A_negative_number_is_refused() => FluentActions.Invoking(() => new DataLoader(ExampleSet.Of(3), 1, prefetch: -1))
        .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("prefetch");

    /// <summary>A dataset that tells who reads it, how often, and lets a test wait for that.</summary>
    private sealed class Watched(IDataset source) : IDataset
    {
        private readonly HashSet<Thread> threads = [];
        private int reads;

        public int? FailsAt { get; init; }

        public int Count => source.Count;

        public Shape InputShape => source.InputShape;

        public Shape TargetShape => source.TargetShape;

        public int Reads
        {
            get
            {
                lock (threads)
                    return reads;
            }
        }

        public Thread[] Threads
        {
            get
            {
                lock (threads)
                    return [.. threads];
            }
        }

        public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
        {
            if (FailsAt is { } damaged && indices.Contains(damaged))
                throw new InvalidDataException($"Example {damaged} is damaged.");
            source.Read(indices, inputs, targets);
            lock (threads)
            {
                threads.Add(Thread.CurrentThread);
                reads++;
                Monitor.PulseAll(threads);
            }
        }

        public bool WaitForReads(int count)
        {
            lock (threads)
            {
                while (reads < count)
                {
                    if (!Monitor.Wait(threads, hung))
                        return false;
                }
            }

            return true;
        }

        public void ShouldHaveNoThreadLeft() =>
            Threads.Should().NotBeEmpty().And.OnlyContain(thread => thread == Thread.CurrentThread || !thread.IsAlive);
    }
}
