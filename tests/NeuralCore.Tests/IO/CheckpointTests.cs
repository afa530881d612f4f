using FluentAssertions;
using NeuralCore.Tests.Training;
using Xunit;

namespace NeuralCore.Tests.IO;

public sealed class CheckpointTests : IDisposable
{
    private readonly SafeTensorsFile file = new();

    public static TheoryData<string> Optimizers => ["Momentum", "Adam", "GradientDescent", "RmsProp"];

    public void Dispose() => file.Dispose();

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_resumed_run_equals_an_uninterrupted_one_to_the_bit(string optimizer)
    {
        Run whole = new(optimizer);
        TrainingHistory history = whole.Trainer.Fit(whole.Loader, 5);

        Run first = new(optimizer);
        first.Trainer.Fit(first.Loader, 2);
        Checkpoint.Save(file.Path, first.Model, first.Optimizer, first.Loader);

        Run second = new(optimizer);
        Checkpoint.Load(file.Path, second.Model, second.Optimizer, second.Loader);
        second.Loader.Epoch.Should().Be(2);
        TrainingHistory rest = second.Trainer.Fit(second.Loader, 3);

        Blobs.BitsOf(second.Model).Should().Equal(Blobs.BitsOf(whole.Model));
        rest.Epochs.Select(epoch => (epoch.Epoch, epoch.Training.Loss)).Should().Equal(
            history.Epochs.Skip(2).Select(epoch => (epoch.Epoch, epoch.Training.Loss)));
    }

    [Fact]
    public void The_learning_rate_comes_back_exactly()
    {
        Run run = new("Adam");
        run.Optimizer.LearningRate = (Real)0.1 / 3;
        Checkpoint.Save(file.Path, run.Model, run.Optimizer, run.Loader);
        Run other = new("Adam");
        Checkpoint.Load(file.Path, other.Model, other.Optimizer, other.Loader);
        other.Optimizer.LearningRate.Should().Be((Real)0.1 / 3);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        Run saved = new("Momentum");
        saved.Trainer.Fit(saved.Loader, 1);
        Checkpoint.Save(file.Path, saved.Model, saved.Optimizer, saved.Loader);

        Run adam = new("Adam");
        Refused(adam, adam.Model).Should().Throw<InvalidOperationException>().WithMessage("*made with the optimizer Momentum, and Adam was given. *");
        Run run = new("Momentum");
        Refused(run, Blobs.Model(Blobs.Dropping())).Should().Throw<WeightMismatchException>();
        Refused(run, Blobs.Model(new Dropout((Real)0.5, new Rng(1)), new BatchNorm(16))).Should().Throw<InvalidOperationException>().WithMessage(
            "*layer \"2\" dropped with seed *Set GlobalRandom.Seed as in that run, *");

        // The optimizer holds other parameters than the model: it is the last to be asked, and still nothing may have changed.
        Run wrong = new("Momentum");
        int[] before = Blobs.BitsOf(wrong.Model);
        Action load = () => Checkpoint.Load(file.Path, wrong.Model, new Momentum(Blobs.Model().Parameters, 1), wrong.Loader);
        load.Should().Throw<ArgumentException>();
        Blobs.BitsOf(wrong.Model).Should().Equal(before);
        wrong.Loader.Epoch.Should().Be(0);
    }

    [Fact]
    public void Other_batches_are_refused()
    {
        Run run = new("Momentum");
        Checkpoint.Save(file.Path, run.Model, run.Optimizer, new DataLoader(Blobs.Points(200), 32, shuffle: true, seed: 4));
        Checkpoint.Load(file.Path, run.Model, run.Optimizer, run.Loader);
        DataLoader[] others =
        [
            new(Blobs.Points(200), 32, shuffle: true, seed: 5),
            new(Blobs.Points(200), 16, shuffle: true, seed: 4),
            new(Blobs.Points(200), 32, seed: 4),
            new(Blobs.Points(200), 32, shuffle: true, seed: 4, dropLast: true),
            new(Blobs.Points(201), 32, shuffle: true, seed: 4),
        ];
        foreach (DataLoader other in others)
        {
            Action load = () => Checkpoint.Load(file.Path, run.Model, run.Optimizer, other);
            load.Should().Throw<InvalidOperationException>().WithMessage(
                "*made with 200 examples in batches of 32, shuffled with seed 4, dropLast: false, and the loader given has *Build the loader as in that run. *");
        }

        // Without shuffling there is no seed to differ.
        Checkpoint.Save(file.Path, run.Model, run.Optimizer, new DataLoader(Blobs.Points(200), 32, seed: 1));
        Checkpoint.Load(file.Path, run.Model, run.Optimizer, new DataLoader(Blobs.Points(200), 32, seed: 2));
    }

    [Fact]
    public void Another_arithmetic_is_refused()
    {
        Run run = new("Momentum");
        Checkpoint.Save(file.Path, run.Model, run.Optimizer, run.Loader);
        SafeTensorsContent content = SafeTensors.Load(file.Path);
        Dictionary<string, string> texts = new(content.Metadata) { ["neuralcore.arithmetic"] = "0" };
        SafeTensors.Save(file.Path, content.Tensors.Select(static pair => (pair.Key, pair.Value)), texts);
        Refused(run, run.Model).Should().Throw<InvalidOperationException>().WithMessage("*under arithmetic 0, and this version*arithmetic 1*");
    }

    [Fact]
    public void A_model_without_the_Dropout_of_the_saved_one_is_refused()
    {
        Run run = new("Momentum");
        Checkpoint.Save(file.Path, run.Model, run.Optimizer, run.Loader);
        Refused(run, Blobs.Model(new Lambda("Instead", static x => x), new BatchNorm(16))).Should().Throw<InvalidOperationException>()
            .WithMessage("*layer \"2\" of the saved model is a Dropout, and this model has none there, *");
    }

    [Fact]
    public void Layers_that_drop_channels_go_on_where_they_stood()
    {
        Sequential Model() => new(new ChannelDropout((Real)0.5, new Rng(3)), new Dense(4, 4, rng: new Rng(1)));
        Sequential saved = Model();
        saved.Forward(Tensor.Ones(2, 4));
        Checkpoint.Save(file.Path, saved, new Adam(saved.Parameters), Blobs.Batches());
        Sequential resumed = Model();
        Checkpoint.Load(file.Path, resumed, new Adam(resumed.Parameters), Blobs.Batches());
        ((ChannelDropout)resumed[0]).Step.Should().Be(1);
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_is_refused()
    {
        Run run = new("Momentum");
        run.Model.Save(file.Path);
        Refused(run, run.Model).Should().Throw<WeightFileException>().WithMessage("*there is no \"epoch\" in its metadata*model.Load(path).");

        Checkpoint.Save(file.Path, run.Model, run.Optimizer, run.Loader);
        SafeTensorsContent content = SafeTensors.Load(file.Path);
        (string, string)[] wrong =
        [
            ("epoch", "-1"), ("epoch", "1.5"), ("learning_rate", "-1"), ("learning_rate", "fast"),
            ("random.2", "1 2"), ("random.2", "1 2 x"), ("steps.0.weight", ""),
        ];
        foreach ((string name, string text) in wrong)
        {
            Dictionary<string, string> texts = new(content.Metadata) { [name] = text };
            SafeTensors.Save(file.Path, content.Tensors.Select(pair => (pair.Key, pair.Value)), texts);
            Refused(run, run.Model).Should().Throw<WeightFileException>().WithMessage($"*\"{name}\" in its metadata is \"{text}\", expected *", text);
        }
    }

    private Action Refused(Run run, Layer model) => () =>
    {
        int[] before = Blobs.BitsOf(model);
        try
        {
            Checkpoint.Load(file.Path, model, run.Optimizer, run.Loader);
        }
        finally
        {
            Blobs.BitsOf(model).Should().Equal(before);
            run.Loader.Epoch.Should().Be(0);
            run.Optimizer.Steps.Should().Be(0);
        }
    };

    private sealed class Run
    {
        public Run(string optimizer)
        {
            Model = Blobs.Model(Blobs.Dropping(), new BatchNorm(16));
            Optimizer = optimizer switch
            {
                "Momentum" => new Momentum(Model.Parameters, (Real)0.1),
                "Adam" => new Adam(Model.Parameters),
                "RmsProp" => new RmsProp(Model.Parameters),
                _ => new GradientDescent(Model.Parameters, (Real)0.1),
            };
            Trainer = new Trainer(Model, new CrossEntropy(), Optimizer);
        }

        public Sequential Model { get; }

        public Optimizer Optimizer { get; }

        public Trainer Trainer { get; }

        public DataLoader Loader { get; } = Blobs.Batches();
    }
}
