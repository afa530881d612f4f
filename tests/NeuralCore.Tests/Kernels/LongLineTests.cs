using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Lines so long that a copy of them for each tap of the kernel has more numbers than an integer counts.</summary>
public sealed class LongLineTests
{
    // Counted in 32 bits, a patch over the whole line has a negative number of numbers, or just 144.
    [Theory]
    [InlineData(1 << 21, 1024, 1)]
    [InlineData(1 << 22, 1024, 1)]
    [InlineData(1 << 22, 1024, 2)]
    [InlineData(1 << 26, 64, 3)]
    [InlineData(1 << 30, 1024, 1)]
    public void Are_cut_into_patches_that_fit_the_cache(int outputs, int kernel, int dilation)
    {
        ConvolutionAxis line = new(outputs + (dilation * (kernel - 1)), outputs, kernel, 1, 0, dilation);
        TapAxis one = TapAxis.Forward(ConvolutionAxis.None), forward = TapAxis.Forward(line), backward = TapAxis.Backward(line, 0, out _);
        Check(new TapBlocks(one, forward, depth: 1, images: 1, height: 1, beside: 0, pieces: 1), forward);
        Check(new TapBlocks(one, backward, depth: 1, images: 1, height: 1, beside: 0, pieces: 1), backward);
        Check(new TapBlocks(one, forward, depth: 1, images: 1, height: 1, beside: 16, pieces: 1), forward);

        static void Check(in TapBlocks blocks, TapAxis columns)
        {
            blocks.Layout.Numbers.Should().BeInRange((long)columns.Taps * blocks.Layout.ColumnCount, 120 * 1024);
            ((long)blocks.Columns.Count * blocks.Layout.ColumnCount).Should().BeGreaterThanOrEqualTo(columns.Target);
        }
    }

    [Fact]
    public void With_many_rows_a_patch_is_never_counted_as_small()
    {
        TapAxis rows = new(1 << 30, 1 << 29, 1, 0, 2, 0, 1 << 29), columns = new(1 << 30, 1 << 29, 1, 0, 1 << 29, 0, 1);
        new PatchLayout(rows, columns, 1 << 10, 1, 1 << 29, 1 << 29).Numbers.Should().BeGreaterThan(Scratch.MaxCount);
    }

    [Fact]
    public void A_kernel_that_moves_a_line_moves_all_of_it()
    {
        const int Kernel = 1024, Outputs = 1 << 21, Moved = 700;
        ConvolutionShape line = new(1, 1, 1, 1, ConvolutionAxis.None, ConvolutionCase.Axis(Outputs + Kernel - 1, Kernel));
        Real[] x = TestNumbers.Plain((int)line.InputCount, 1), weight = new Real[Kernel], y = new Real[Outputs];
        weight[Moved] = 1;
        ConvolutionForward.Run(line, x, weight, [], y, default(NoEpilogue));
        y.AsSpan().SequenceEqual(x.AsSpan(Moved, Outputs)).Should().BeTrue();
    }
}
