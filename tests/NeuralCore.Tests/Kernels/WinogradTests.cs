using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

[Collection(ProcessSettings.Collection)]
public sealed class WinogradTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_its_oracle_on_shapes_of_every_kind(ulong seed)
    {
        Rng random = new(seed);
        for (int i = 0; i < 12; i++)
        {
            Check(ConvolutionCase.AnyInTiles(random), TestNumbers.Plain);
        }
    }

    [Fact]
    public void Treats_special_values_as_its_oracle_does()
    {
        Rng random = new(9);
        for (int i = 0; i < 8; i++)
            Check(ConvolutionCase.AnyInTiles(random), TestNumbers.WithSpecial);
    }

    // Narrow rows, whole bundles of tiles, and some more, at every width.
    [Fact]
    public void Agrees_with_its_oracle_at_every_width_of_an_image()
    {
        for (int width = 6; width <= 70; width++)
        {
            ConvolutionAxis rows = ConvolutionCase.Axis(12, 3, padding: 1), columns = ConvolutionCase.Axis(width, 3, padding: 1);
            Check(new(1, 1, 16, 16, rows, columns), TestNumbers.Plain);
        }
    }

    // Cut in each of the ways there are.
    public static TheoryData<string> Large => [.. LargeShapes.Keys];

    private static Dictionary<string, ConvolutionShape> LargeShapes { get; } = new()
    {
        ["many images"] = new(35, 1, 16, 20, Same(8), Same(8)),
        ["one image"] = new(1, 1, 20, 50, Same(30), Same(31)),
        ["many channels"] = new(1, 1, 300, 17, Same(9), Same(12)),
        ["many channels from a few"] = new(1, 1, 17, 300, Same(9), Same(12)),
        ["images together"] = new(9, 1, 130, 18, Same(8), Same(8)),
        ["a row in parts"] = new(1, 1, 16, 17, Same(6), Same(700)),
        ["groups"] = new(5, 3, 51, 48, Same(14), Same(10)),
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void The_number_of_threads_changes_no_bit(string name) => Check(LargeShapes[name], TestNumbers.Plain, 1, 2, 5);

    // Sixteen channels on both sides, 36 sums, tiles that cover no more than a third too much, and nothing but 3 x 3 taps side by side.
    [Theory]
    [InlineData(16, 16, 6, 6, true)]
    [InlineData(15, 16, 6, 6, false)]
    [InlineData(16, 15, 6, 6, false)]
    [InlineData(16, 16, 6, 5, false)]
    [InlineData(16, 16, 7, 7, true)]
    [InlineData(16, 16, 3, 13, false)]
    [InlineData(16, 16, 3, 40, true)]
    [InlineData(16, 16, 4, 9, true)]
    public void Is_chosen_by_the_sizes_of_one_example(int inputs, int outputs, int rows, int columns, bool expected)
    {
        foreach (int images in (int[])[1, 50])
            ConvolutionCase.GoByTiles(new(images, 1, inputs, outputs, Same(rows), Same(columns))).Should().Be((expected, expected));
    }

    [Theory]
    [InlineData(3, 2, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(5, 1, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(6, 2, 1)]
    public void Leaves_other_kernels_alone(int kernel, int stride, int dilation)
    {
        ConvolutionAxis other = ConvolutionCase.Axis(20, kernel, stride, 2, dilation);
        ConvolutionCase.GoByTiles(new(1, 1, 16, 16, Same(20), other)).Should().Be((false, false));
        new ConvolutionCase(new(2, 1, 17, 18, Same(20), other), TestNumbers.Plain).Check(1);
        new ConvolutionCase(new(2, 1, 17, 18, other, Same(20)), TestNumbers.Plain).Check(1);
    }

    [Fact]
    public void Weights_packed_for_another_width_are_not_read()
    {
        ConvolutionShape shape = LargeShapes["groups"];
        Real[] x = TestNumbers.Plain((int)shape.InputCount, 1), w = TestNumbers.Plain((int)shape.WeightCount, 2);
        Real[] expected = new Real[shape.OutputCount], y = new Real[expected.Length];
        ConvolutionForward.Run(shape, x, w, [], expected, default(NoEpilogue));
        foreach (int width in Widths.All)
        {
            PackedNumbers packed = Widths.At(width, () => ConvolutionForward.Pack(shape, w));
            ConvolutionForward.Run(shape, x, w, [], y, default(NoEpilogue), packed);
            y.Should().Equal(expected);
        }
    }

    [Fact]
    public unsafe void Does_not_read_what_working_memory_held_before()
    {
        using (Scratch one = Scratch.Rent(1 << 19), two = Scratch.Rent(1 << 19), three = Scratch.Rent(1 << 19), four = Scratch.Rent(1 << 19))
        {
            foreach (nint scratch in (nint[])[(nint)one.Data, (nint)two.Data, (nint)three.Data, (nint)four.Data])
                new Span<Real>((Real*)scratch, 1 << 19).Fill(Real.NaN);
        }

        Check(new(2, 1, 17, 19, Same(13), Same(11)), TestNumbers.Plain);
    }

    // A chain of 64 numbers for each product, where the definition has one of 576 for each sum.
    [Fact]
    public void Is_nearer_to_the_truth_than_the_definition_in_its_precision()
    {
        ConvolutionShape shape = new(2, 1, 64, 16, Same(12), Same(12));
        ConvolutionCase.GoByTiles(shape).Should().Be((true, true));
        Real[] x = TestNumbers.Plain((int)shape.InputCount, 1), w = TestNumbers.Plain((int)shape.WeightCount, 2);
        Real[] y = new Real[shape.OutputCount], definition = new Real[y.Length];
        ConvolutionForward.Run(shape, x, w, [], y, default(NoEpilogue));
        ConvolutionReference.Forward(shape, x, w, [], definition, default(NoEpilogue));
        decimal[] truth = Truth(shape, x, w);
        Error(y, truth).Should().BeLessThan(Error(definition, truth));
    }

    [Fact]
    public void Whole_numbers_stay_exact()
    {
        ConvolutionShape shape = new(3, 1, 16, 16, Same(12), Same(9));
        ConvolutionCase.GoByTiles(shape).Should().Be((true, true));
        Real[] x = Whole((int)shape.InputCount, 1), w = Whole((int)shape.WeightCount, 2), dy = Whole((int)shape.OutputCount, 3);
        Real[] y = new Real[shape.OutputCount], dx = new Real[shape.InputCount], dw = new Real[shape.WeightCount];
        Real[] expectedY = new Real[y.Length], expectedDx = new Real[dx.Length], expectedDw = new Real[dw.Length];
        ConvolutionForward.Run(shape, x, w, [], y, default(NoEpilogue));
        ConvolutionInput.Run(shape, dy, w, dx);
        ConvolutionWeight.Run(shape, x, dy, dw);
        ConvolutionReference.Forward(shape, x, w, [], expectedY, default(NoEpilogue));
        ConvolutionReference.Input(shape, dy, w, [], expectedDx, default(NoEpilogue));
        ConvolutionReference.Weight(shape, x, dy, expectedDw);
        y.Should().Equal(expectedY);
        dx.Should().Equal(expectedDx);
        dw.Should().Equal(expectedDw);
    }

    [Fact]
    public void A_batch_has_the_bits_of_its_examples()
    {
        ConvolutionShape one = new(1, 1, 20, 30, Same(8), Same(9)), all = one with { Images = 7 };
        ConvolutionCase.GoByTiles(one).Should().Be((true, true));
        Real[] x = TestNumbers.Plain((int)all.InputCount, 1), w = TestNumbers.Plain((int)one.WeightCount, 2);
        Real[] y = new Real[all.OutputCount], single = new Real[one.OutputCount];
        ConvolutionForward.Run(all, x, w, [], y, default(NoEpilogue));
        for (int i = 0; i < all.Images; i++)
        {
            ConvolutionForward.Run(one, x.AsSpan(i * (int)one.InputCount, (int)one.InputCount), w, [], single, default(NoEpilogue));
            single.Should().Equal(y.AsSpan(i * single.Length, single.Length).ToArray());
        }
    }

    private static void Check(ConvolutionShape shape, Func<int, ulong, Real[]> numbers, params int[] threads)
    {
        (bool forward, bool back) = ConvolutionCase.GoByTiles(shape);
        forward.Should().BeTrue();
        back.Should().BeTrue();
        new ConvolutionCase(shape, numbers).Check(threads.Length == 0 ? [1] : threads);
    }

    private static ConvolutionAxis Same(int size) => ConvolutionCase.Axis(size, 3, padding: 1);

    private static Real[] Whole(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => (Real)((((i + seed) * 7919) % 17) - 8))];

    // The forward sums in 28 decimals.
    private static decimal[] Truth(ConvolutionShape s, Real[] x, Real[] w)
    {
        decimal[] y = new decimal[s.OutputCount];
        for (int i = 0; i < y.Length * s.InPerGroup * s.Taps; i++)
        {
            (int at, int k) = Math.DivRem(i, s.InPerGroup * s.Taps);
            (int plane, int position) = Math.DivRem(at, s.OutputPlane);
            (int image, int o) = Math.DivRem(plane, s.OutChannels);
            (int channel, int tap) = Math.DivRem(k, s.Taps);
            int row = s.Rows.Position(position / s.Columns.Output, tap / s.Columns.Kernel);
            int column = s.Columns.Position(position % s.Columns.Output, tap % s.Columns.Kernel);
            if ((uint)row < (uint)s.Rows.Input && (uint)column < (uint)s.Columns.Input)
            {
                Real number = x[(((((image * s.InChannels) + channel) * s.Rows.Input) + row) * s.Columns.Input) + column];
                y[at] += (decimal)(double)number * (decimal)(double)w[(o * s.InPerGroup * s.Taps) + k];
            }
        }

        return y;
    }

    // The root of the sum of squared errors.
    private static double Error(Real[] numbers, decimal[] truth) =>
        Math.Sqrt(numbers.Zip(truth, (number, expected) => Math.Pow((double)((decimal)(double)number - expected), 2)).Sum());
}
