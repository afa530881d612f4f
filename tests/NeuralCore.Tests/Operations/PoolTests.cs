using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class PoolTests
{
    private static readonly Tensor images = Tensor.Zeros(2, 3, 4, 5);

    private static readonly Tensor lines = Tensor.Zeros(2, 3, 5);

    public static TheoryData<string, Func<Tensor>> ShapeErrors => new()
    {
        { "MaxPool2d: expected shape [batch, channels, height, width], got [2, 3, 5]. Unsqueeze(0) makes*", () => lines.MaxPool2d(2) },
        { "MaxPool1d: expected shape [batch, channels, length], got [2, 3, 4, 5].*", () => images.MaxPool1d(2) },
        { "AvgPool2d: expected shape [batch, channels, height, width], got [].*", () => Tensor.Scalar(1).AvgPool2d(2) },
        { "AdaptiveAvgPool2d: expected shape [batch, channels, height, width], got [2, 3, 5].*", () => lines.AdaptiveAvgPool2d(2) },
        { "AdaptiveMaxPool1d: expected shape [batch, channels, length], got [2, 3, 4, 5].*", () => images.AdaptiveMaxPool1d(2) },
        { "GlobalMaxPool: expected shape [batch, channels, ...] with at least one more axis, got [2, 3].*", () => Tensor.Zeros(2, 3).GlobalMaxPool() },
        { "GlobalAvgPool: expected shape [batch, channels, ...] with at least one more axis, got [2, 3].*", () => Tensor.Zeros(2, 3).GlobalAvgPool() },
        { "MaxPool2d: the kernel spans 5 positions along axis 2 of shape [2, 3, 4, 5], which has 4 with its padding.*", () => images.MaxPool2d(5) },
        { "AvgPool2d: the kernel spans 10 positions along axis 3 of shape [2, 3, 4, 5], which has 7 with*", () => images.AvgPool2d((2, 10), padding: 1) },
        { "MaxPool1d: the kernel spans 7 positions along axis 2 of shape [2, 3, 5], which has 5 with*", () => lines.MaxPool1d(3, dilation: 3) },
        { "MaxPool1d: the kernel spans 7 positions along axis 2 *", () => lines.MaxPool1d(3, stride: 2, dilation: 3, ceilMode: true) },
        { "MaxPool1d: with a dilation of 6, a window can step over all 5 positions of axis 2 of shape [2, 3, 5] *", () => lines.MaxPool1d(2, 1, 1, 6) },
        { "MaxPool1d: the kernel spans 4294967293 positions *", () => lines.MaxPool1d(3, dilation: int.MaxValue - 1) },
        { "MaxPool2d: axis 3 of shape [2, 3, 4, 0] has size 0, so that there are no pixels.*", () => Tensor.Zeros(2, 3, 4, 0).MaxPool2d(2, padding: 1) },
        { "AdaptiveAvgPool1d: axis 2 of shape [2, 3, 0] has size 0,*", () => Tensor.Zeros(2, 3, 0).AdaptiveAvgPool1d(2) },
        { "GlobalAvgPool: axis 3 of shape [2, 3, 4, 0] has size 0,*", () => Tensor.Zeros(2, 3, 4, 0).GlobalAvgPool() },
        { "GlobalMaxPool: axis 2 of shape [2, 3, 0] has size 0,*", () => Tensor.Zeros(2, 3, 0).GlobalMaxPool() },
    };

    public static TheoryData<string, Func<object>> SettingErrors => new()
    {
        { "kernelSize must be 1 or more.*", () => images.MaxPool2d((2, 0)) },
        { "kernelSize must be 1 or more.*", () => new AvgPool1d(-1) },
        { "stride must be 1 or more.*", () => images.AvgPool2d(2, 0) },
        { "stride must be 1 or more.*", () => new MaxPool1d(2, -1) },
        { "dilation must be 1 or more.*", () => new MaxPool2d(2, dilation: 0) },
        { "padding must be 0 or more.*", () => new MaxPool2d(2, padding: (0, -1)) },
        { "MaxPool2d: a padding of 2 is more than half of the kernel size 3, so that a window could hold padding alone.*", () => new MaxPool2d(3, padding: 2) },
        { "AvgPool1d: a padding of 1 is more than half of the kernel size 1,*", () => lines.AvgPool1d(1, padding: 1) },
        { "outputSize must be 1 or more.*", () => new AdaptiveAvgPool2d((2, 0)) },
        { "outputSize must be 1 or more.*", () => new AdaptiveMaxPool1d(0) },
        { "outputSize must be 1 or more.*", () => images.AdaptiveMaxPool2d(-1) },
    };

    [Theory]
    [MemberData(nameof(ShapeErrors))]
    public void Shapes_that_do_not_fit_are_refused(string message, Func<Tensor> act) => act.Should().Throw<ShapeException>().WithMessage(message);

    [Theory]
    [MemberData(nameof(SettingErrors))]
    public void Settings_out_of_range_are_refused(string message, Func<object> act) =>
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);

    [Fact]
    public void The_first_of_equal_numbers_gets_the_gradient_and_of_NaNs_the_last()
    {
        Tensor x = Tensor.From([1, 2, 2, 0, float.NaN, 5, float.NaN, 7, float.NegativeInfinity, float.NegativeInfinity, -0f, 0], 1, 3, 4);
        x.RequiresGradient = true;
        Tensor y = x.MaxPool1d(4);
        y.Backward(Tensor.From([10, 20, 30], 1, 3, 1));
        y.ToArray().Should().Equal(2, float.NaN, 0);
        x.Gradient!.ToArray().Should().Equal(0, 10, 0, 0, 0, 0, 20, 0, 0, 0, 30, 0);
    }

    [Fact]
    public void Nothing_but_infinity_below_still_has_a_place()
    {
        Tensor x = Tensor.Full(float.NegativeInfinity, 1, 1, 3, 3);
        x.RequiresGradient = true;
        Tensor y = x.MaxPool2d(3, 2, 1);
        y.Backward(Tensor.Ones(1, 1, 2, 2));
        y.ToArray().Should().AllBeEquivalentTo(float.NegativeInfinity);
        x.Gradient!.ToArray().Should().Equal(1, 1, 0, 1, 1, 0, 0, 0, 0);
    }

    [Fact]
    public void Padding_is_smaller_than_all_numbers_for_the_largest_and_zero_for_means()
    {
        Tensor x = Tensor.Full(-3, 1, 1, 2);
        x.MaxPool1d(2, padding: 1).ToArray().Should().Equal(-3, -3);
        x.AvgPool1d(2, padding: 1).ToArray().Should().Equal(-1.5f, -1.5f);
        x.AvgPool1d(2, padding: 1, countIncludePad: false).ToArray().Should().Equal(-3, -3);
    }

    [Fact]
    public void A_batch_without_examples_gives_one_without_examples()
    {
        Tensor x = Tensor.Zeros(0, 3, 4, 6);
        x.RequiresGradient = true;
        foreach (Tensor y in (Tensor[])[x.MaxPool2d(2), x.AvgPool2d(2), x.AdaptiveAvgPool2d((2, 3))])
        {
            y.Shape.ToString().Should().Be("[0, 3, 2, 3]");
            x.ClearGradient();
            y.Backward(Tensor.Zeros(y.Shape));
            x.Gradient!.Shape.Should().Be(x.Shape);
        }

        x.GlobalMaxPool().Shape.ToString().Should().Be("[0, 3]");
        x.GlobalAvgPool().Shape.ToString().Should().Be("[0, 3]");
    }

    [Fact]
    public void Settings_without_bounds_are_no_trouble()
    {
        lines.MaxPool1d(1, int.MaxValue, 0, int.MaxValue).Shape.ToString().Should().Be("[2, 3, 1]");
        lines.MaxPool1d(int.MaxValue, int.MaxValue, ceilMode: true).Shape.ToString().Should().Be("[2, 3, 1]");
        lines.MaxPool1d(2, int.MaxValue, dilation: int.MaxValue - 1, ceilMode: true).Shape.ToString().Should().Be("[2, 3, 1]");
        lines.AvgPool1d(int.MaxValue, 1, int.MaxValue / 2).Shape.ToString().Should().Be("[2, 3, 5]");
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_result_or_gradients()
    {
        static float[] Run(Func<Tensor, Tensor> pool)
        {
            Tensor x = Tensor.Normal(new Rng(1), 8, 16, 23, 37);
            x.RequiresGradient = true;
            Tensor y = pool(x);
            y.Backward(Tensor.Normal(new Rng(2), y.Shape));
            return [.. y.ToArray(), .. x.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        foreach (Func<Tensor, Tensor> pool in (Func<Tensor, Tensor>[])[x => x.MaxPool2d(3, 2, 1), x => x.AvgPool2d(3, 2, 1), x => x.AdaptiveAvgPool2d(5)])
        {
            Workers.MaxThreads = 4;
            float[] some = Run(pool);
            Workers.MaxThreads = 1;
            Run(pool).AsSpan().SequenceEqual(some).Should().BeTrue();
        }
    }
}
