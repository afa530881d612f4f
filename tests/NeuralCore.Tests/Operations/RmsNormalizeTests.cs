using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class RmsNormalizeTests
{
    [Fact]
    public void Each_row_is_divided_by_the_root_of_its_mean_square_and_keeps_its_mean()
    {
        // The squares of 1, 1, 3, 5 have mean 9, and those of zeros 0.
        Tensor x = Tensor.From([1, 1, 3, 5, 0, 0, 0, 0], 2, 4);
        Real[] y = x.RmsNormalize([4], Tensor.From([4, 8, 4, 4]), 7).ToArray();
        y.Should().Equal(1, 2, 3, 5, 0, 0, 0, 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(4097)]
    public void Threads_do_not_change_a_bit_of_result_or_gradients(int width)
    {
        Real[] Run()
        {
            Tensor x = Tensor.Normal(new Rng(1), 130, width);
            Tensor weight = Tensor.Normal(new Rng(2), width);
            x.RequiresGradient = weight.RequiresGradient = true;
            Tensor y = x.RmsNormalize([width], weight);
            y.Backward(Tensor.Normal(new Rng(4), 130, width));
            return [.. y.ToArray(), .. x.Gradient!.ToArray(), .. weight.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Real[] some = Run();
        Workers.MaxThreads = 1;
        Run().AsSpan().SequenceEqual(some).Should().BeTrue();
    }

    [Fact]
    public void Shapes_and_numbers_are_checked()
    {
        Tensor x = Tensor.Ones(3, 4);
        ((Action)(() => x.RmsNormalize([5]))).Should().Throw<ShapeException>().WithMessage("RmsNormalize: expected shape [..., 5], got [3, 4].*");
        ((Action)(() => x.RmsNormalize([]))).Should().Throw<ShapeException>().WithMessage("RmsNormalize: the normalised shape [] holds no numbers*");
        ((Action)(() => x.RmsNormalize([4], Tensor.Ones(3)))).Should().Throw<ShapeException>()
            .WithMessage("RmsNormalize (weight): expected shape [4], got [3].*");
        ((Action)(() => x.RmsNormalize([4], null, 0))).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("epsilon must be finite and above 0.*");
        Tensor.Ones(0, 4).RmsNormalize([4]).Shape.ToString().Should().Be("[0, 4]");
    }
}
