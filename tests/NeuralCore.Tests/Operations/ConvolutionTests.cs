using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class ConvolutionTests
{
    private static readonly Tensor images = Tensor.Zeros(2, 3, 4, 5);

    private static readonly Tensor lines = Tensor.Zeros(2, 3, 5);

    public static TheoryData<string, Func<Tensor>> ShapeErrors => new()
    {
        { "Conv2d: expected shape [batch, channels, height, width], got [2, 3, 5]. Unsqueeze(0) makes*", () => lines.Conv2d(Weight(1, 3, 1, 1)) },
        { "Conv1d: expected shape [batch, channels, length], got [2, 3, 4, 5].*", () => images.Conv1d(Weight(1, 3, 1)) },
        { "ConvTranspose2d: expected shape [batch, channels, height, width], got [].*", () => Tensor.Scalar(1).ConvTranspose2d(Weight(1, 1, 1, 1)) },
        {
            "Conv2d: expected a weight [out, in / groups, kernel height, kernel width] of at least one number, got [8, 3, 3]. Reshape it,*",
            () => images.Conv2d(Weight(8, 3, 3))
        },
        {
            "ConvTranspose1d: expected a weight [in, out / groups, kernel] of at least one number, got [3, 8, 0].*",
            () => lines.ConvTranspose1d(Weight(3, 8, 0))
        },
        {
            "Conv2d: expected shape [batch, 4, height, width], got [2, 3, 4, 5]: the weight [8, 4, 3, 3] takes 4 channels, not 3.*",
            () => images.Conv2d(Weight(8, 4, 3, 3))
        },
        {
            "Conv1d: expected shape [batch, 6, length], got [2, 3, 5]: the weight [8, 3, 3] in 2 groups takes 6 channels, not 3.*",
            () => lines.Conv1d(Weight(8, 3, 3), groups: 2)
        },
        {
            "ConvTranspose2d: expected shape [batch, 5, height, width], got [2, 3, 4, 5]: the weight [5, 3, 2, 2] takes 5 channels, not 3.*",
            () => images.ConvTranspose2d(Weight(5, 3, 2, 2))
        },
        {
            "Conv2d: the 8 channels of axis 0 of the weight [8, 1, 3, 3] do not divide into 3 groups.*",
            () => images.Conv2d(Weight(8, 1, 3, 3), groups: 3)
        },
        {
            "ConvTranspose1d: the 3 channels of axis 0 of the weight [3, 1, 3] do not divide into 2 groups.*",
            () => lines.ConvTranspose1d(Weight(3, 1, 3), groups: 2)
        },
        {
            "Conv2d: expected a bias of shape [8], got [3]: the weight [8, 3, 1, 1] gives 8 channels.",
            () => images.Conv2d(Weight(8, 3, 1, 1), Tensor.Zeros(3))
        },
        {
            "ConvTranspose2d: expected a bias of shape [6], got [6, 1]: the weight [3, 2, 1, 1] gives 6 channels.",
            () => images.ConvTranspose2d(Weight(3, 2, 1, 1), Tensor.Zeros(6, 1), groups: 3)
        },
        {
            "Conv2d: the kernel spans 5 positions along axis 2 of shape [2, 3, 4, 5], which has 4 with its padding. Use a smaller kernel,*",
            () => images.Conv2d(Weight(1, 3, 5, 5))
        },
        {
            "Conv2d: the kernel spans 9 positions along axis 3 of shape [2, 3, 4, 5], which has 7 with its padding.*",
            () => images.Conv2d(Weight(1, 3, 3, 3), padding: 1, dilation: (1, 4))
        },
        { "Conv1d: the kernel spans 6 positions along axis 2 of shape [2, 3, 5], which has 5*", () => lines.Conv1d(Weight(1, 3, 6)) },
        { "Conv1d: the kernel spans 4294967295 positions *", () => lines.Conv1d(Weight(1, 3, 3), dilation: int.MaxValue) },
        { "Conv2d: axis 3 of shape [2, 3, 4, 0] has size 0,*", () => Tensor.Zeros(2, 3, 4, 0).Conv2d(Weight(1, 3, 1, 1), padding: 1) },
        { "Conv1d: with its padding or stride, axis 2 of shape [2, 3, 5] would have 4294967299 positions,*", () => lines.Conv1d(Weight(1, 3, 1), padding: int.MaxValue) },
        {
            "ConvTranspose1d: with its padding or stride, axis 2 of shape [2, 3, 5] would have 8589934589 positions,*",
            () => lines.ConvTranspose1d(Weight(3, 1, 1), stride: int.MaxValue)
        },
        {
            "ConvTranspose2d: from axis 2 of shape [2, 3, 4, 5] come 4 positions, and a padding of 2 cuts all of them off.*",
            () => images.ConvTranspose2d(Weight(3, 1, 1, 1), padding: (2, 0))
        },
    };

    public static TheoryData<string, Func<object>> SettingErrors => new()
    {
        { "stride must be 1 or more.*", () => images.Conv2d(Weight(1, 3, 1, 1), stride: (1, 0)) },
        { "stride must be 1 or more.*", () => new Conv1d(1, 1, 1, stride: -1) },
        { "dilation must be 1 or more.*", () => new ConvTranspose2d(1, 1, 1, dilation: (0, 1)) },
        { "padding must be 0 or more.*", () => new Conv2d(1, 1, 1, padding: (0, -1)) },
        { "padding must be 0 or more.*", () => lines.ConvTranspose1d(Weight(3, 1, 1), padding: -1) },
        { "groups must be 1 or more.*", () => images.Conv2d(Weight(1, 3, 1, 1), groups: 0) },
        { "groups must be 1 or more.*", () => new ConvTranspose1d(1, 1, 1, groups: -2) },
        { "outputPadding must be 0 or more, and less than the stride or the dilation.*", () => new ConvTranspose1d(1, 1, 1, 2, outputPadding: 2) },
        { "outputPadding must be 0 or more, and less than the stride or the dilation.*", () => images.ConvTranspose2d(Weight(3, 1, 1, 1), outputPadding: (0, -1)) },
        { "inChannels must be 1 or more.*", () => new Conv2d(0, 1, 1) },
        { "outChannels must be 1 or more.*", () => new ConvTranspose2d(1, 0, 1) },
        { "kernelSize must be 1 or more.*", () => new Conv2d(1, 1, (1, 0)) },
        { "kernelSize must be 1 or more.*", () => new Conv1d(1, 1, -1) },
    };

    public static TheoryData<string, string, Func<object>> ArgumentErrors => new()
    {
        {
            "padding", "Conv2d: Padding.Same keeps the size, which a stride of (1, 2) does not. Give the padding as a number,*",
            () => new Conv2d(1, 1, 3, (1, 2), Padding.Same)
        },
        { "padding", "Conv1d: Padding.Same keeps the size, which a stride of 2 does not.*", () => lines.Conv1d(Weight(1, 3, 1), null, 2, Padding.Same) },
        { "padding", "Conv1d: padding (1, 2) names rows and columns, but a line has one axis. Give one number.*", () => new Conv1d(1, 1, 3, padding: (1, 2)) },
        { "groups", "Conv2d: inChannels is 4, which does not divide into 3 groups. Give a number of groups*", () => new Conv2d(4, 6, 3, groups: 3) },
        { "groups", "ConvTranspose1d: outChannels is 5, which does not divide into 2 groups.*", () => new ConvTranspose1d(4, 5, 3, groups: 2) },
    };

    [Theory]
    [MemberData(nameof(ShapeErrors))]
    public void Shapes_that_do_not_fit_are_refused(string message, Func<Tensor> act) => act.Should().Throw<ShapeException>().WithMessage(message);

    [Theory]
    [MemberData(nameof(SettingErrors))]
    public void Settings_out_of_range_are_refused(string message, Func<object> act) =>
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);

    [Theory]
    [MemberData(nameof(ArgumentErrors))]
    public void Settings_that_do_not_go_together_are_refused(string parameter, string message, Func<object> act) =>
        act.Should().Throw<ArgumentException>().WithMessage(message).Which.ParamName.Should().Be(parameter);

    [Fact]
    public void The_kernel_is_not_reversed_and_the_transposed_one_spreads_it()
    {
        Tensor kernel = Tensor.From([1, 2, 4], 1, 1, 3);
        Tensor.From([1, 10, 100, 1000], 1, 1, 4).Conv1d(kernel).ToArray().Should().Equal(421, 4210);
        Tensor.From([1, 10, 100, 1000], 1, 1, 4).Conv1d(kernel, Tensor.From([5]), padding: 1).ToArray().Should().Equal(47, 426, 4215, 2105);
        Tensor.From([1, 10], 1, 1, 2).ConvTranspose1d(kernel, stride: 2).ToArray().Should().Equal(1, 2, 14, 20, 40);
    }

    [Fact]
    public void Same_gives_the_larger_half_to_the_end()
    {
        Tensor x = Tensor.From([1, 10, 100], 1, 1, 3);
        x.Conv1d(Tensor.From([1, 2], 1, 1, 2), padding: Padding.Same).ToArray().Should().Equal(21, 210, 100);
        x.Conv1d(Tensor.From([1, 2, 3, 4], 1, 1, 4), padding: Padding.Same).ToArray().Should().Equal(432, 321, 210);
    }

    [Fact]
    public void A_batch_without_examples_gives_one_without_examples_and_a_gradient_of_zeros()
    {
        Tensor x = Tensor.Zeros(0, 4, 5, 6);
        x.RequiresGradient = true;
        Tensor weight = Tensor.Ones(6, 2, 3, 3);
        weight.RequiresGradient = true;
        Tensor back = Tensor.Ones(4, 3, 3, 3);
        back.RequiresGradient = true;
        Tensor bias = Tensor.Ones(6);
        bias.RequiresGradient = true;
        foreach (Tensor y in (Tensor[])[x.Conv2d(weight, bias, 2, 1, groups: 2), x.ConvTranspose2d(back, bias, 2, groups: 2)])
        {
            y.Shape[0].Should().Be(0);
            x.ClearGradient();
            y.Backward(Tensor.Zeros(y.Shape));
            x.Gradient!.Shape.Should().Be(x.Shape);
        }

        weight.Gradient!.ToArray().Should().AllBeEquivalentTo(0);
        back.Gradient!.ToArray().Should().AllBeEquivalentTo(0);
        bias.Gradient!.ToArray().Should().AllBeEquivalentTo(0);
    }

    [Fact]
    public void Settings_without_bounds_are_no_trouble()
    {
        lines.Conv1d(Weight(1, 3, 1), stride: int.MaxValue, dilation: int.MaxValue).Shape.ToString().Should().Be("[2, 1, 1]");
        lines.Conv1d(Weight(1, 3, 5), stride: int.MaxValue, padding: 1).Shape.ToString().Should().Be("[2, 1, 1]");
        lines.Slice(2, 0, 1).ConvTranspose1d(Weight(3, 2, 3), stride: int.MaxValue).Shape.ToString().Should().Be("[2, 2, 3]");
    }

    [Fact]
    public void Weights_that_are_no_numbers_show_wherever_they_reach()
    {
        // Padding multiplies an exact zero, as it does in PyTorch, so that even there an infinite weight gives NaN.
        Tensor weight = Tensor.From([float.PositiveInfinity, 0, 0], 1, 1, 3);
        Tensor.Ones(1, 1, 2).Conv1d(weight, padding: 1).ToArray().Should().Equal(float.NaN, float.PositiveInfinity);
    }

    [Fact]
    public void An_infinite_gradient_stays_where_it_belongs_with_a_stride()
    {
        Tensor x = Tensor.Ones(1, 1, 6);
        x.RequiresGradient = true;
        x.Conv1d(Tensor.Ones(1, 1, 2), stride: 2).Backward(Tensor.From([1, float.PositiveInfinity, 2], 1, 1, 3));
        x.Gradient!.ToArray().Should().Equal(1, 1, float.PositiveInfinity, float.PositiveInfinity, 2, 2);
    }

    [Fact]
    public void A_convolution_is_the_sum_over_shifted_products()
    {
        // Another road to the same numbers: slices of the padded images, each times one tap.
        Tensor x = Tensor.Normal(new Rng(1), 3, 5, 9, 20);
        Tensor weight = Tensor.Normal(new Rng(2), 7, 5, 3, 2);
        Tensor padded = x.Pad([(0, 0), (0, 0), (1, 1), (2, 2)]);
        Tensor expected = Tensor.Zeros(3, 7, 5, 23);
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                Tensor shifted = padded[.., .., row..(row + 9), column..(column + 23)];
                Tensor seen = Tensor.Stack(2, [.. Enumerable.Range(0, 5).Select(i => shifted.Select(2, 2 * i))]);
                Tensor taps = weight[.., .., row..(row + 1), column..(column + 1)].Reshape(7, 5);
                expected += taps.MatMul(seen.Reshape(3, 5, 5 * 23)).Reshape(3, 7, 5, 23);
            }
        }

        float[] actual = x.Conv2d(weight, stride: (2, 1), padding: (1, 2)).ToArray();
        foreach ((float value, float near) in actual.Zip(expected.ToArray()))
            value.Should().BeApproximately(near, 2e-5f);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_result_or_gradients()
    {
        static float[] Run(Shape weightShape, int channels, Func<Tensor, Tensor, Tensor, Tensor> convolve)
        {
            Tensor x = Tensor.Normal(new Rng(1), 5, 8, 15, 21);
            Tensor weight = Tensor.Normal(new Rng(2), weightShape);
            Tensor bias = Tensor.Normal(new Rng(3), channels);
            x.RequiresGradient = weight.RequiresGradient = bias.RequiresGradient = true;
            Tensor y = convolve(x, weight, bias);
            y.Backward(Tensor.Normal(new Rng(4), y.Shape));
            return [.. y.ToArray(), .. x.Gradient!.ToArray(), .. weight.Gradient!.ToArray(), .. bias.Gradient!.ToArray()];
        }

        static float[] All() =>
        [
            .. Run([16, 8, 3, 3], 16, (x, w, b) => x.Conv2d(w, b, padding: 1)),
            .. Run([16, 8, 3, 3], 16, (x, w, b) => x.Conv2d(w, b, 2, 1)),
            .. Run([8, 1, 3, 3], 8, (x, w, b) => x.Conv2d(w, b, padding: 1, groups: 8)),
            .. Run([16, 8, 1, 1], 16, (x, w, b) => x.Conv2d(w, b)),
            .. Run([8, 6, 4, 4], 6, (x, w, b) => x.ConvTranspose2d(w, b, 2, 1)),
        ];

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Workers.MaxThreads = 4;
        float[] some = All();
        Workers.MaxThreads = 1;
        All().AsSpan().SequenceEqual(some).Should().BeTrue();
    }

    private static Tensor Weight(params ReadOnlySpan<int> sizes) => Tensor.Zeros([.. sizes]);
}
