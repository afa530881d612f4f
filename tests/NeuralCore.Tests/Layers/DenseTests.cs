using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class DenseTests
{
    [Fact]
    public void It_multiplies_adds_and_activates()
    {
        Dense dense = new(2, 2, Activation.Relu);
        dense.Parameters[0].Value.CopyFrom([1, 2, 3, -4]);
        dense.Parameters[1].Value.CopyFrom([10, 0]);
        dense.Forward(Tensor.From([1, 1, 2, 0], 2, 2)).ToArray().Should().Equal(13, 0, 12, 6);
    }

    [Fact]
    public void First_values_are_drawn_as_in_PyTorch_from_one_stream()
    {
        Dense dense = new(100, 7, rng: new Rng(5));
        float[] drawn = new float[707];
        new Rng(5).FillUniform(drawn, -0.1f, 0.1f);
        dense.Parameters[0].Value.ToArray().Should().Equal(drawn[..700]);
        dense.Parameters[1].Value.ToArray().Should().Equal(drawn[700..]);
    }

    [Fact]
    public void Initializers_replace_the_usual_ones()
    {
        Dense dense = new(3, 2, weightInitializer: Initializer.Ones, biasInitializer: Initializer.Constant(5));
        dense.Forward(Tensor.From([1, 2, 3], 1, 3)).ToArray().Should().Equal(11, 11);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_layers_differ()
    {
        static float[][] Build(ulong seed)
        {
            GlobalRandom.Seed = seed;
            return [.. new Sequential(new Dense(5, 5), new Dense(5, 5)).Parameters.Select(parameter => parameter.Value.ToArray())];
        }

        float[][] first = Build(3);
        Build(3).Should().BeEquivalentTo(first, options => options.WithStrictOrdering());
        first[0].Should().NotEqual(first[2]);
        Build(4)[0].Should().NotEqual(first[0]);
        GlobalRandom.Seed.Should().Be(4);
    }

    [Fact]
    public async Task Seeds_of_tasks_side_by_side_do_not_disturb_each_other()
    {
        using Barrier together = new(2);
        float[][] Build() => [.. Enumerable.Range(0, 20).Select(_ => new Dense(3, 3).Parameters[0].Value.ToArray())];
        float[][] Seeded()
        {
            GlobalRandom.Seed = 8;
            together.SignalAndWait();
            return Build();
        }

        float[][][] models = await Task.WhenAll(Task.Run(Seeded), Task.Run(Seeded));
        models[0].Should().BeEquivalentTo(models[1], options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData(0, 1, "inputs")]
    [InlineData(1, -1, "outputs")]
    public void Sizes_are_checked(int inputs, int outputs, string name)
    {
        Action act = () => _ = new Dense(inputs, outputs);
        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage($"{name} must be 1 or more.*");
    }
}
