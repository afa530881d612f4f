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
