using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class LayerTests
{
    [Fact]
    public void Parameters_and_buffers_have_the_paths_that_PyTorch_gives_them()
    {
        Sequential model = new(new Dense(4, 3), Activation.Relu, new BatchNorm(3), new Sequential(new Dense(3, 2, bias: false)));
        model.NamedParameters.Select(named => named.Path).Should().Equal("0.weight", "0.bias", "2.weight", "2.bias", "3.0.weight");
        model.NamedBuffers.Select(named => named.Path).Should().Equal("2.running_mean", "2.running_var", "2.num_batches_tracked");
        model.NamedLayers.Select(named => named.Path).Should().Equal("", "0", "1", "2", "3", "3.0");
        model.Parameters.Should().Equal(model.NamedParameters.Select(named => named.Parameter));
        model.Parameters[0].Shape.ToString().Should().Be("[3, 4]");
    }

    [Fact]
    public void What_is_named_can_be_listed_more_than_once()
    {
        Sequential model = new(new Dense(4, 3), new BatchNorm(3));
        IEnumerable<(string Path, Parameter Parameter)> parameters = model.NamedParameters;
        parameters.Should().HaveCount(4);
        parameters.Should().HaveCount(4);
        IEnumerable<(string Path, Layer Layer)> layers = model.NamedLayers;
        layers.Should().HaveCount(3);
        layers.Should().HaveCount(3);
    }

    [Fact]
    public void A_shared_layer_or_parameter_counts_once()
    {
        Dense shared = new(3, 3);
        new Sequential(shared, shared).NamedParameters.Select(named => named.Path).Should().Equal("0.weight", "0.bias");
        Tied tied = new();
        tied.NamedParameters.Select(named => named.Path).Should().Equal("first");
        tied.Parameters.Should().ContainSingle();
    }

    [Fact]
    public void The_mode_reaches_every_layer_inside()
    {
        Sequential model = new(new Dropout(), new Residual(new Dropout()));
        model.NamedLayers.Should().OnlyContain(named => named.Layer.IsTraining);
        model.Evaluate();
        model.NamedLayers.Should().OnlyContain(named => !named.Layer.IsTraining);
        model[1].Train();
        model.NamedLayers.Where(named => named.Layer.IsTraining).Select(named => named.Path).Should().Equal("1", "1.inner");
    }

    [Fact]
    public void A_frozen_part_gets_no_gradient_and_the_rest_does()
    {
        Sequential model = new(new Dense(2, 2), new Dense(2, 1));
        model[0].Freeze();
        model.Forward(Tensor.Ones(1, 2)).Backward();
        model.Parameters.Select(parameter => parameter.Gradient is not null).Should().Equal(false, false, true, true);
        model.Unfreeze();
        model.Forward(Tensor.Ones(1, 2)).Backward();
        model.Parameters.Should().OnlyContain(parameter => parameter.Gradient != null && !parameter.IsFrozen);
    }

    [Fact]
    public void Names_are_checked()
    {
        Probe probe = new();
        ((Action)(() => probe.Parameter(""))).Should().Throw<ArgumentException>().WithMessage("Probe: \"\" cannot name a parameter.*no dot*");
        ((Action)(() => probe.Parameter("a.b"))).Should().Throw<ArgumentException>().WithMessage("Probe: \"a.b\" cannot name a parameter.*");
        probe.Parameter("weight");
        ((Action)(() => probe.Buffer("weight"))).Should().Throw<ArgumentException>().WithMessage(
            "Probe: it already has something called \"weight\". Give this buffer another name.*");
    }

    [Fact]
    public void A_layer_cannot_contain_itself()
    {
        Sequential inner = new();
        Sequential outer = new(inner);
        Action act = () => inner.Add(outer);
        act.Should().Throw<ArgumentException>().WithMessage("Sequential: the layer would contain itself, and Forward would never end.*");
        ((Action)(() => inner.Add(inner))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Parameters_and_buffers_outlive_the_step_in_which_they_were_made()
    {
        Sequential model;
        using (new StepScope())
            model = new(new Dense(2, 2), new BatchNorm(2));
        model.Evaluate();
        model.Forward(Tensor.Ones(1, 2)).Count.Should().Be(2);
    }

    [Fact]
    public async Task A_second_thread_in_training_is_refused_and_in_evaluation_welcome()
    {
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim leave = new();
        Sequential model = new(new Lambda("Wait", x =>
        {
            if (!inside.IsSet)
            {
                inside.Set();
                leave.Wait();
            }

            return x;
        }));
        Tensor x = Tensor.Ones(1);
        Task first = Task.Run(() => model.Forward(x));
        inside.Wait();
        Action second = () => model.Forward(x);
        second.Should().Throw<InvalidOperationException>().WithMessage("Sequential: Forward is running on another thread in training mode*Call Evaluate() first*");
        model.Evaluate();
        second.Should().NotThrow();
        model.Train();
        leave.Set();
        await first;
        second.Should().NotThrow("the first thread has left");
    }

    [Fact]
    public void Evaluation_from_many_threads_gives_the_same_bits_and_changes_nothing()
    {
        Sequential model = new(new Dense(8, 16, Activation.Relu, rng: new Rng(1)), new BatchNorm(16), new Dropout(), new Dense(16, 3, rng: new Rng(2)));
        Tensor x = Tensor.Normal(new Rng(3), 64, 8);
        model.Forward(x);
        model.Evaluate();
        float[] alone = model.Forward(x).ToArray();
        float[][] before = [.. model.NamedBuffers.Select(named => named.Buffer.ToArray())];
        float[][] results = new float[16][];
        Parallel.For(0, 16, i => results[i] = model.Forward(x).ToArray());
        results.Should().OnlyContain(result => result.SequenceEqual(alone));
        model.NamedBuffers.Select(named => named.Buffer.ToArray()).Should().BeEquivalentTo(before);
    }

    private sealed class Probe : Layer
    {
        public void Parameter(string name) => AddParameter(name, Tensor.Ones(1));

        public void Buffer(string name) => AddBuffer(name, Tensor.Ones(1));

        public override Tensor Forward(Tensor input) => input;
    }

    private sealed class Tied : Layer
    {
        public Tied()
        {
            Parameter first = AddParameter("first", Tensor.Ones(2));
            AddParameter("second", first);
        }

        public override Tensor Forward(Tensor input) => input;
    }
}
