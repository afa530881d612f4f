using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

[Collection(ProcessSettings.Collection)]
public sealed class ConvolutionKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Agrees_with_the_oracle_on_shapes_of_every_kind(ulong seed)
    {
        Rng random = new(seed);
        for (int i = 0; i < 40; i++)
            new ConvolutionCase(ConvolutionCase.Any(random), TestNumbers.Plain).Check(1);
    }

    [Fact]
    public void Treats_special_values_as_the_oracle_does()
    {
        Rng random = new(9);
        for (int i = 0; i < 40; i++)
            new ConvolutionCase(ConvolutionCase.Any(random), TestNumbers.WithSpecial).Check(1);
    }

    [Fact]
    public void Agrees_with_the_oracle_at_every_width_of_an_image()
    {
        for (int width = 1; width <= 70; width++)
        {
            ConvolutionAxis columns = ConvolutionCase.Axis(width, 3, padding: 1);
            new ConvolutionCase(new(2, 1, 2, 13, ConvolutionCase.Axis(4, 3, padding: 1), columns), TestNumbers.Plain).Check(1);
        }
    }

    // Large enough to be cut in each of the ways there are: many images; few; rows in parts; channels in blocks; images together; parts of
    // weights; and so long a line that one row is cut.
    public static TheoryData<string> Large => [.. LargeShapes.Keys];

    private static Dictionary<string, ConvolutionShape> LargeShapes { get; } = new()
    {
        ["many images"] = new(37, 1, 3, 33, ConvolutionCase.Axis(14, 3), ConvolutionCase.Axis(14, 3)),
        ["one image"] = new(1, 1, 20, 50, ConvolutionCase.Axis(30, 3, padding: 1), ConvolutionCase.Axis(31, 3, padding: 1)),
        ["one small image"] = new(1, 1, 40, 150, ConvolutionCase.Axis(5, 3, padding: 1), ConvolutionCase.Axis(5, 3, padding: 1)),
        ["rows in parts"] = new(1, 1, 40, 7, ConvolutionCase.Axis(41, 3, padding: 1), ConvolutionCase.Axis(50, 3, padding: 1)),
        ["channels in blocks"] = new(2, 1, 290, 13, ConvolutionCase.Axis(6, 3, padding: 1), ConvolutionCase.Axis(7, 3, padding: 1)),
        ["images together"] = new(9, 1, 130, 15, ConvolutionCase.Axis(5, 3, padding: 1), ConvolutionCase.Axis(5, 3, padding: 1)),
        ["images together, by twos"] = new(9, 1, 30, 15, ConvolutionCase.Axis(9, 3, 2, 1), ConvolutionCase.Axis(9, 3, 2, 1)),
        ["rows of weights that fall on each other"] = new(1, 1, 512, 14, ConvolutionCase.Axis(5, 1), ConvolutionCase.Axis(5, 1)),
        ["a long line"] = new(1, 1, 33, 9, ConvolutionAxis.None, ConvolutionCase.Axis(3000, 9, padding: 4)),
        ["long lines by fours"] = new(2, 1, 1, 9, ConvolutionAxis.None, ConvolutionCase.Axis(3000, 16, 4)),
        ["each channel for itself"] = new(2, 48, 48, 48, ConvolutionCase.Axis(20, 3, padding: 1), ConvolutionCase.Axis(20, 3, padding: 1)),
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void The_number_of_threads_changes_no_bit(string name) => new ConvolutionCase(LargeShapes[name], TestNumbers.Plain).Check(1, 2, 5);

    [Fact]
    public unsafe void Does_not_read_what_working_memory_held_before()
    {
        Rng random = new(11);
        for (int i = 0; i < 20; i++)
        {
            using (Scratch one = Scratch.Rent(70_000), two = Scratch.Rent(70_000), three = Scratch.Rent(70_000))
            {
                new Span<Real>(one.Data, 70_000).Fill(Real.NaN);
                new Span<Real>(two.Data, 70_000).Fill(Real.NaN);
                new Span<Real>(three.Data, 70_000).Fill(Real.NaN);
            }

            new ConvolutionCase(ConvolutionCase.Any(random), TestNumbers.Plain).Check(1);
        }
    }

    [Theory]
    [InlineData(5, 2, false)]
    [InlineData(16, 1, true)]
    public void Allocates_nothing_once_it_is_warm(int inputs, int stride, bool byTiles)
    {
        ConvolutionAxis axis = ConvolutionCase.Axis(20, 3, stride, 1);
        ConvolutionShape shape = new(3, 1, inputs, 20, axis, axis);
        ConvolutionCase.GoByTiles(shape).Should().Be((byTiles, byTiles));
        Real[] x = TestNumbers.Plain((int)shape.InputCount, 1), w = TestNumbers.Plain((int)shape.WeightCount, 2);
        Real[] dy = TestNumbers.Plain((int)shape.OutputCount, 3);
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Workers.MaxThreads = 1;
        Real[] y = new Real[dy.Length], dx = new Real[x.Length], dw = new Real[w.Length];
        for (int i = 0; i < 3; i++)
            Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Run()
        {
            ConvolutionForward.Run(shape, x, w, [], y, default(NoEpilogue));
            ConvolutionInput.Run(shape, dy, w, dx);
            ConvolutionWeight.Run(shape, x, dy, dw);
        }
    }
}
