using System.Collections.Concurrent;
using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

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

    private readonly struct Recorder(ConcurrentBag<(int Start, int End)> ranges) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => ranges.Add((start, end));
    }
}
