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

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 31)]
    [InlineData((1L << 32) + 5)]
    [InlineData(long.MinValue)]
    public void More_than_a_buffer_holds_is_refused(long count)
    {
        Action renting = () => Scratch.Rent(count).Dispose();
        renting.Should().Throw<ShapeException>().WithMessage(FormattableString.Invariant(
            $"An operation on these shapes needs working memory for {count} numbers at once, and at most 2147483527 fit. *split the data into smaller batches."));
    }

    [Theory]
    [InlineData(1000, 1000, 1_000_000)]
    [InlineData(1L << 40, 0, 0)]
    [InlineData(1L << 20, 1 << 11, 1L << 31)]
    [InlineData(1L << 33, 1 << 30, 1L << 31)]
    [InlineData(long.MaxValue, int.MaxValue, 1L << 31)]
    public void A_product_does_not_wrap_around(long count, int times, long product) => Scratch.Times(count, times).Should().Be(product);

    [Fact]
    public void Recurrent_weights_that_no_array_holds_are_refused()
    {
        Action packing = () => _ = new PackedRecurrentWeights(inputs: 1 << 20, hidden: 1 << 10, columns: 4 << 10);
        packing.Should().Throw<ShapeException>().WithMessage("*working memory for 4299161600 numbers*");
    }
}
