using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class TrainingModeTests
{
    [Fact]
    public void The_trainer_owns_the_mode_and_gives_it_back()
    {
        List<bool> modes = [];
        Dropout dropout = Blobs.Dropping();
        Lambda probe = new("Probe", x =>
        {
            modes.Add(dropout.IsTraining);
            return x;
        });
        Sequential model = Blobs.Model(dropout, probe);
        dropout.Evaluate();

        Blobs.TrainerOf(model).Fit(Blobs.Batches(count: 64), epochs: 2, Blobs.Points(10));
        modes.Should().Equal(true, true, false, true, true, false);
        model.IsTraining.Should().BeTrue();
        dropout.IsTraining.Should().BeFalse("it was so before");

        modes.Clear();
        Blobs.TrainerOf(model).Evaluate(Blobs.Points(10));
        modes.Should().Equal(false);
        model.IsTraining.Should().BeTrue();
        dropout.IsTraining.Should().BeFalse();
    }

    [Fact]
    public void An_error_gives_the_mode_back_too()
    {
        Sequential model = Blobs.Model(new Lambda("Fails", static _ => throw new InvalidOperationException("on purpose")));
        model.Evaluate();
        Action fit = () => Blobs.TrainerOf(model).Fit(Blobs.Batches(), 1);
        fit.Should().Throw<InvalidOperationException>().WithMessage("on purpose");
        model.IsTraining.Should().BeFalse();

        model.Train();
        Action predict = () => model.Predict(Tensor.Zeros(1, 2));
        predict.Should().Throw<InvalidOperationException>().WithMessage("on purpose");
        model.IsTraining.Should().BeTrue();
    }

    [Fact]
    public void A_prediction_neither_drops_nor_records()
    {
        Sequential model = Blobs.Model(Blobs.Dropping(), new BatchNorm(16));
        int[] before = Blobs.BitsOf(model);
        Tensor x = Blobs.Points(5).Inputs;

        Tensor first = model.Predict(x);
        first.RequiresGradient.Should().BeFalse();
        model.IsTraining.Should().BeTrue();
        Blobs.BitsOf(model).Should().Equal(before);

        model.Evaluate();
        model.Forward(x).ToArray().Should().Equal(first.ToArray());
        model.Predict(x).ToArray().Should().Equal(first.ToArray());
        model.Train();
        model.Forward(x).ToArray().Should().NotEqual(first.ToArray(), "training mode drops: this is the control");
    }

    [Fact]
    public void A_last_batch_of_one_is_refused_before_training_when_a_layer_cannot_take_it()
    {
        Sequential model = Blobs.Model(new BatchNorm(16));
        model.Evaluate();
        int[] before = Blobs.BitsOf(model);
        Action fit = () => Blobs.TrainerOf(model).Fit(Blobs.Batches(count: 33), 1);
        fit.Should().Throw<DatasetException>().WithMessage(
            "Fit: 33 examples in batches of 32 leave a last batch of 1, and layer \"2: BatchNorm(16)\" cannot be trained on one example, "
            + "which has no variance. Drop it with dropLast: true, or choose another batch size.");
        model.IsTraining.Should().BeFalse();
        Blobs.BitsOf(model).Should().Equal(before);

        Action ones = () => Blobs.TrainerOf(model).Fit(Blobs.Batches(count: 33, batchSize: 1), 1);
        ones.Should().Throw<DatasetException>().WithMessage("Fit: layer \"2: BatchNorm(16)\" cannot be trained on batches of 1, *");
        Action dropped = () => Blobs.TrainerOf(model).Fit(new DataLoader(Blobs.Points(33), 32, dropLast: true), 1);
        dropped.Should().NotThrow();
        Action without = () => Blobs.TrainerOf(Blobs.Model()).Fit(Blobs.Batches(count: 33), 1);
        without.Should().NotThrow();
    }

    [Fact]
    public void A_last_batch_of_one_image_has_pixels_enough()
    {
        InMemoryDataset images = new(Tensor.Normal(new Rng(5), 3, 2, 4, 4), Tensor.From([0, 1, 0]));
        Sequential model = new(new BatchNorm(2), new Flatten(), new Residual(new Dense(32, 32)), new Dense(32, 2));
        Action fit = () => Blobs.TrainerOf(model, (Real)0.01).Fit(new DataLoader(images, 2), 1);
        fit.Should().NotThrow();

        Sequential inside = new(new Flatten(), new Residual(new Dense(32, 32), new BatchNorm(32)), new Dense(32, 2));
        Action refused = () => Blobs.TrainerOf(inside).Fit(new DataLoader(images, 2), 1);
        refused.Should().Throw<DatasetException>().WithMessage("*layer \"1.inner.1: BatchNorm(32)\"*");
    }
}
