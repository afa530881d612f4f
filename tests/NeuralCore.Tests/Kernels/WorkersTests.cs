using System.Collections.Concurrent;
using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;
using static NeuralCore.Tests.ProcessSettings;

namespace NeuralCore.Tests.Kernels;

/// <summary>Alone, because there is one team for the whole process, and one limit for its threads.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class WorkersTests
{
    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 16)]
    [InlineData(1000, 7)]
    [InlineData(Shape.MaxCount, Grain.Numbers)]
    [InlineData(Shape.MaxCount, Shape.MaxCount - 1)]
    public void Every_item_is_done_once(int count, int grain)
    {
        ConcurrentBag<(int Start, int End)> ranges = [];
        Workers.For(new Recorder(ranges), count, grain);
        int next = 0;
        foreach ((int start, int end) in ranges.Order())
        {
            start.Should().Be(next);
            end.Should().BeInRange(start, count);
            next = end;
        }

        next.Should().Be(count);
    }

    [Fact]
    public void A_kernel_inside_a_kernel_does_each_item_once()
    {
        int[] counts = new int[40 * 100];
        WithThreads(3, () => Workers.For(new Outer(counts), 40, 1));
        counts.Should().AllBeEquivalentTo(1);
    }

    [Fact]
    public void Many_callers_at_once_each_get_their_own_work_done()
    {
        WithThreads(3, () =>
        {
            Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(Call))];
            int[] wrong = new int[1];
            foreach (Thread caller in callers)
                caller.Start(wrong);
            foreach (Thread caller in callers)
                caller.Join();
            wrong[0].Should().Be(0);
        });

        static void Call(object? wrong)
        {
            for (int round = 0; round < 2000; round++)
            {
                int[] counts = new int[round % 50];
                Workers.For(new Counting(counts, 0), counts.Length, 1 + (round % 3));
                if (counts.Any(static count => count != 1))
                    Interlocked.Increment(ref ((int[])wrong!)[0]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void No_more_threads_take_part_than_allowed(int most) => WithThreads(most, () =>
    {
        ConcurrentDictionary<int, bool> threads = [];
        for (int round = 0; round < 100; round++)
        {
            threads.Clear();
            Workers.For(new Visitor(threads), 64, 1);
            threads.Count.Should().BeInRange(1, most);
        }
    });

    [Fact]
    public void A_worker_that_has_gone_to_sleep_helps_again() => WithThreads(2, () =>
    {
        // With a piece that does not end before another thread has come, this returns only when one comes.
        for (int round = 0; round < 3; round++)
        {
            Thread.Sleep(20);
            using Barrier both = new(2);
            Workers.For(new Meeting(both), 2, 1);
        }
    });

    [Fact]
    public void An_exception_in_any_piece_reaches_the_caller_and_the_team_goes_on() => WithThreads(3, () =>
    {
        for (int failing = 0; failing < 20; failing++)
        {
            Action call = () => Workers.For(new Failing(failing), 20, 1);
            call.Should().Throw<FormatException>().WithMessage($"{failing}");
        }

        Every_item_is_done_once(1000, 7);
    });

    [Fact]
    public void Handing_out_work_takes_nothing_from_the_heap() => WithThreads(2, () =>
    {
        int[] counts = new int[64];
        Workers.For(new Counting(counts, 0), counts.Length, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
            Workers.For(new Counting(counts, 0), counts.Length, 1);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    });

    [Fact]
    public void An_exception_inside_a_kernel_inside_a_kernel_reaches_the_caller() => WithThreads(3, () =>
    {
        Action call = () => Workers.For(new OuterFailing(), 20, 1);
        call.Should().Throw<FormatException>();
        Every_item_is_done_once(1000, 7);
    });

    [Fact]
    public void The_number_of_threads_may_change_while_kernels_run()
    {
        using CancellationTokenSource done = new();
        Thread changing = new(() =>
        {
            for (int i = 0; !done.IsCancellationRequested; i++)
                Workers.MaxThreads = 1 + (i % 4);
        });
        WithThreads(2, () =>
        {
            changing.Start();
            for (int round = 0; round < 3000; round++)
            {
                int[] counts = new int[20];
                Workers.For(new Counting(counts, 0), counts.Length, 1);
                counts.Should().AllBeEquivalentTo(1);
            }

            done.Cancel();
            changing.Join();
        });
    }

    [Fact]
    public void An_interrupt_waits_until_every_worker_has_left() => WithThreads(2, () =>
    {
        using ManualResetEventSlim begun = new();
        using ManualResetEventSlim release = new();
        int[] inside = new int[1];
        int seenInside = -1;
        bool wasInterrupted = false;
        Thread caller = new(() =>
        {
            Workers.For(new Holding(Environment.CurrentManagedThreadId, begun, release, inside), 2, 1);
            seenInside = Volatile.Read(ref inside[0]);
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        });
        caller.Start();
        begun.Wait();
        caller.Interrupt();
        caller.Join(50).Should().BeFalse("a worker is still at work for it");
        release.Set();
        caller.Join();
        seenInside.Should().Be(0);
        wasInterrupted.Should().BeTrue("the interrupt is only put off");
    });

    private readonly struct Counting(int[] counts, int offset) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int i = start; i < end; i++)
                Interlocked.Increment(ref counts[offset + i]);
        }
    }

    private readonly struct Outer(int[] counts) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int i = start; i < end; i++)
                Workers.For(new Counting(counts, 100 * i), 100, 9);
        }
    }

    private readonly struct Visitor(ConcurrentDictionary<int, bool> threads) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => threads[Environment.CurrentManagedThreadId] = true;
    }

    private readonly struct Meeting(Barrier both) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            if (!both.SignalAndWait(TimeSpan.FromSeconds(30)))
                throw new TimeoutException("No other thread came.");
        }
    }

    private readonly struct Failing(int failing) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            if (failing >= start && failing < end)
                throw new FormatException($"{failing}");
        }
    }

    private readonly struct OuterFailing : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int i = start; i < end; i++)
                Workers.For(new Failing(i == 13 ? 4 : -1), 20, 1);
        }
    }

    // The worker's piece lasts until it is released; the caller's waits until that has begun.
    private readonly struct Holding(int caller, ManualResetEventSlim begun, ManualResetEventSlim release, int[] inside) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            if (Environment.CurrentManagedThreadId == caller)
            {
                while (!begun.IsSet)
                    Thread.SpinWait(1);
                return;
            }

            Interlocked.Increment(ref inside[0]);
            begun.Set();
            release.Wait();
            Interlocked.Decrement(ref inside[0]);
        }
    }

    private readonly struct Recorder(ConcurrentBag<(int Start, int End)> ranges) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => ranges.Add((start, end));
    }
}
