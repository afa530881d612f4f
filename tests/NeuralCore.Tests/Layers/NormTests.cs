using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class NormTests
{
    [Fact]
    public void BatchNorm_learns_statistics_in_training_and_uses_them_in_evaluation()
    {
        BatchNorm norm = new(1, momentum: 0.5f, epsilon: 0.5f);
        Tensor x = Tensor.From([1, 2, 3, 6], 4, 1);
        norm.Forward(x).ToArray().Should().Equal(-1, 0 - 0.5f, 0, 1.5f);
        float[][] buffers = [.. norm.NamedBuffers.Select(named => named.Buffer.ToArray())];
        buffers[0].Should().Equal(1.5f);
        buffers[1][0].Should().BeApproximately(0.5f + (14f / 6), 1e-6f);
        buffers[2].Should().Equal(1);

        norm.Evaluate();
        double deviation = Math.Sqrt(0.5 + (14.0 / 6) + 0.5);
        norm.Forward(x)[3, 0].Should().BeApproximately((float)(4.5 / deviation), 1e-6f);
        norm.NamedBuffers.Select(named => named.Buffer.ToArray()).Should().BeEquivalentTo(buffers);
    }

    [Fact]
    public void A_batch_of_one_is_fine_in_evaluation_and_refused_in_training_with_its_place()
    {
        Sequential model = new(new Dense(2, 3), new BatchNorm(3));
        Action train = () => model.Forward(Tensor.Ones(1, 2));
        train.Should().Throw<ShapeException>().WithMessage(
            "BatchNormalize: in training each channel needs at least 2*In layer \"1: BatchNorm(3)\"; the layer before it, \"0: Dense(2 → 3)\", gives shape [1, 3].");
        model.NamedBuffers.Single(named => named.Path == "1.num_batches_tracked").Buffer.Item().Should().Be(0);
        model.Evaluate();
        train.Should().NotThrow();
    }

    [Fact]
    public void BatchNorm_without_a_momentum_keeps_the_mean_over_all_batches()
    {
        BatchNorm norm = new(1, momentum: null);
        foreach (float shift in (float[])[0, 3, 9])
            norm.Forward(Tensor.From([shift + 1, shift + 3], 2, 1));
        norm.NamedBuffers.Select(named => named.Buffer.Item()).Should().SatisfyRespectively(
            mean => mean.Should().BeApproximately(6, 1e-5f), variance => variance.Should().BeApproximately(2, 1e-5f), count => count.Should().Be(3));
    }

    [Fact]
    public void BatchNorm_without_running_statistics_uses_the_batch_in_evaluation_too()
    {
        BatchNorm norm = new(1, epsilon: 0.5f, runningStatistics: false);
        norm.NamedBuffers.Should().BeEmpty();
        Tensor x = Tensor.From([1, 2, 3, 6], 4, 1);
        norm.Evaluate();
        norm.Forward(x).ToArray().Should().Equal(-1, -0.5f, 0, 1.5f);
        ((Action)(() => norm.Forward(Tensor.Ones(1, 1)))).Should().Throw<ShapeException>();
    }

    [Fact]
    public void BatchNorm_prints_as_one_would_construct_it()
    {
        new BatchNorm(3, momentum: null).Description.Should().Be("BatchNorm(3, momentum: null)");
        new BatchNorm(3, runningStatistics: false).Description.Should().Be("BatchNorm(3, runningStatistics: false)");
    }

    [Fact]
    public void BatchNorm_of_other_channels_is_named_with_its_place() =>
        ((Action)(() => new Sequential(new Conv2d(1, 4, 3), new BatchNorm(8)).Forward(Tensor.Zeros(2, 1, 5, 5)))).Should().Throw<ShapeException>().WithMessage(
            "BatchNorm: expected shape [batch, 8, ...], got [2, 4, 3, 3]: the layer was made for 8 channels, not 4. "
            + "Give the layer as many channels as the one before it makes. "
            + "In layer \"1: BatchNorm(8)\"; the layer before it, \"0: Conv2d(1 → 4, 3)\", gives shape [2, 4, 3, 3].");

    [Fact]
    public void BatchNorm_normalises_channels_of_images()
    {
        Tensor y = new BatchNorm(2).Forward(Tensor.From([1, 3, 10, 30], 1, 2, 1, 2));
        y.ToArray().Should().SatisfyRespectively(
            a => a.Should().BeApproximately(-1, 1e-5f),
            b => b.Should().BeApproximately(1, 1e-5f),
            c => c.Should().BeApproximately(-1, 1e-5f),
            d => d.Should().BeApproximately(1, 1e-5f));
    }

    [Fact]
    public void LayerNorm_normalises_each_example()
    {
        LayerNorm norm = new(4, epsilon: 0.5f);
        norm.Parameters.Select(parameter => parameter.ToString()).Should().Equal("weight [4]", "bias [4]");
        norm.Forward(Tensor.From([1, 2, 3, 6], 1, 4)).ToArray().Should().Equal(-1, -0.5f, 0, 1.5f);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_construction()
    {
        Refused(() => new BatchNorm(0), "features must be 1 or more.*");
        Refused(() => new BatchNorm(3, momentum: 2), "momentum must be from 0 to 1.*");
        Refused(() => new BatchNorm(3, epsilon: float.NaN), "epsilon must be finite and above 0.*");
        Refused(() => new LayerNorm(-1), "features must be 1 or more.*");
        Refused(() => new LayerNorm(3, epsilon: -1), "epsilon must be finite and above 0.*");
        ((Action)(() => _ = new LayerNorm([0]))).Should().Throw<ShapeException>();

        static void Refused(Func<Layer> act, string message) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }
}
