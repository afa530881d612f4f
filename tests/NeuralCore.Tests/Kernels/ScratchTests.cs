using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

public sealed unsafe class ScratchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Is_aligned_and_wholly_writable(int count)
    {
        using Scratch scratch = Scratch.Rent(count);
        new Span<Real>(scratch.Data, count).Fill(1);
        ((nint)scratch.Data % 64).Should().Be(0);
    }

    [Fact]
    public void Two_at_once_are_apart()
    {
        using Scratch first = Scratch.Rent(100);
        using Scratch second = Scratch.Rent(100);
        new Span<Real>(first.Data, 100).Fill(1);
        new Span<Real>(second.Data, 100).Fill(2);
        first.Data[99].Should().Be(1);
    }

    [Fact]
    public void What_is_given_back_is_rented_again()
    {
        Real* once;
        using (Scratch scratch = Scratch.Rent(3000))
            once = scratch.Data;
        using Scratch again = Scratch.Rent(2500);
        (again.Data == once).Should().BeTrue();
    }

    [Fact]
    public void Many_sizes_settle_at_the_largest()
    {
        for (int round = 0; round < 2; round++)
        {
            for (int count = 1; count < 100_000; count *= 3)
                Scratch.Rent(count).Dispose();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Scratch.Rent(60_000).Dispose();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
