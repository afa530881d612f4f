using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class LayerNormalizeTests
{
    // More than one piece of the sums over columns.
    private const int Rows = 130;

    [Fact]
    public void Each_row_has_its_own_mean_and_variance()
    {
        Tensor x = Tensor.From([1, 2, 3, 6, 10, 20, 30, 60], 2, 4);

        // Variance 3.5 + 0.5 = 4 in row 0; the second row is ten times as far apart, so epsilon matters less: 350.5.
        float[] y = x.LayerNormalize([4], Tensor.From([2, 2, 2, 2]), Tensor.From([1, 2, 3, 4]), 0.5f).ToArray();
        y[..4].Should().Equal(-1, 1, 3, 7);
        y[4].Should().BeApproximately((float)((-20 / Math.Sqrt(350.5) * 2) + 1), 1e-6f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(4097)]
    public void Threads_do_not_change_a_bit_of_result_or_gradients(int width)
    {
        float[] Run()
        {
            Tensor x = Tensor.Normal(new Rng(1), Rows, width);
            Tensor weight = Tensor.Normal(new Rng(2), width);
            Tensor bias = Tensor.Normal(new Rng(3), width);
            x.RequiresGradient = weight.RequiresGradient = bias.RequiresGradient = true;
            Tensor y = x.LayerNormalize([width], weight, bias);
            y.Backward(Tensor.Normal(new Rng(4), Rows, width));
            return [.. y.ToArray(), .. x.Gradient!.ToArray(), .. weight.Gradient!.ToArray(), .. bias.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        float[] some = Run();
        Workers.MaxThreads = 1;
        Run().AsSpan().SequenceEqual(some).Should().BeTrue();
    }

    [Fact]
    public void Shapes_are_checked()
    {
        Action other = () => Tensor.Ones(3, 4).LayerNormalize([5]);
        other.Should().Throw<ShapeException>().WithMessage(
            "LayerNormalize: expected shape [..., 5], got [3, 4]. Permute or reshape so that the normalised axes come last.");
        Action none = () => Tensor.Ones(3, 4).LayerNormalize([]);
        none.Should().Throw<ShapeException>().WithMessage("LayerNormalize: the normalised shape [] holds no numbers to take a mean of.*");
        Action bias = () => Tensor.Ones(3, 4).LayerNormalize([4], null, Tensor.Ones(3));
        bias.Should().Throw<ShapeException>().WithMessage("LayerNormalize (bias): expected shape [4], got [3].*");
        Tensor.Ones(0, 4).LayerNormalize([4]).Shape.ToString().Should().Be("[0, 4]");
    }
}
