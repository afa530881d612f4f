using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void A_model_learns_what_it_is_shown()
    {
        Sequential model = Blobs.Model();
        Trainer trainer = Blobs.TrainerOf(model);
        Evaluation before = trainer.Evaluate(Blobs.Points(300, seed: 2));
        DataLoader batches = Blobs.Batches();

        TrainingHistory history = trainer.Fit(batches, epochs: 8, Blobs.Points(300, seed: 2));

        history.Epochs.Select(epoch => epoch.Epoch).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
        history.Epochs.Should().OnlyContain(epoch => epoch.Training.Examples == 200 && epoch.Validation!.Examples == 300);
        history.Epochs[7].Training.Loss.Should().BeLessThan(history.Epochs[0].Training.Loss / 2);
        history.Epochs[7].Validation!.Accuracy!.Value.Mean.Should().BeGreaterThan(0.95).And.BeGreaterThan(before.Accuracy!.Value.Mean);
        history.WasCancelled.Should().BeFalse();
        batches.Epoch.Should().Be(8);
        model.Parameters.Should().OnlyContain(parameter => parameter.Gradient == null);

        Evaluation after = trainer.Evaluate(Blobs.Points(300, seed: 2));
        after.Loss.Should().Be(history.Epochs[7].Validation!.Loss, "the last weights stay");
        after.Accuracy.Should().Be(history.Epochs[7].Validation!["accuracy"]);
    }

    [Fact]
    public void It_does_what_the_loop_written_out_does()
    {
        Sequential byTrainer = Blobs.Model(new BatchNorm(16), Blobs.Dropping());
        TrainingHistory history = Blobs.TrainerOf(byTrainer).Fit(Blobs.Batches(), epochs: 2);

        Sequential byHand = Blobs.Model(new BatchNorm(16), Blobs.Dropping());
        Momentum optimizer = new(byHand.Parameters, (Real)0.1);
        DataLoader loader = Blobs.Batches();
        double sum = 0;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            sum = 0;
            foreach ((Tensor x, Tensor y) in loader)
            {
                Tensor loss = Loss.CrossEntropy(byHand.Forward(x), y);
                loss.Backward();
                optimizer.Step();
                sum += (double)loss.Item() * y.Count;
            }
        }

        Blobs.BitsOf(byTrainer).Should().Equal(Blobs.BitsOf(byHand));
        history.Epochs[1].Training.Loss.Should().Be(sum / 200);
    }

    [Fact]
    public void Two_runs_give_the_same_bits_whoever_watches()
    {
        int[] Run(IProgress<TrainingProgress>? progress, IDataset? validation)
        {
            Sequential model = Blobs.Model(Blobs.Dropping(), new BatchNorm(16));
            Blobs.TrainerOf(model).Fit(Blobs.Batches(), epochs: 3, validation, progress);
            return Blobs.BitsOf(model);
        }

        int[] alone = Run(null, null);
        Run(null, null).Should().Equal(alone);
        Run(new ReportTo(static _ => Thread.Sleep(1)), Blobs.Points(50, seed: 3)).Should().Equal(alone);
    }

    [Fact]
    public void A_second_call_goes_on_with_the_next_epoch()
    {
        Sequential once = Blobs.Model();
        Blobs.TrainerOf(once).Fit(Blobs.Batches(), epochs: 4);

        Sequential twice = Blobs.Model();
        Trainer trainer = Blobs.TrainerOf(twice);
        DataLoader loader = Blobs.Batches();
        trainer.Fit(loader, epochs: 1);
        trainer.Fit(loader, epochs: 3).Epochs.Select(epoch => epoch.Epoch).Should().Equal(2, 3, 4);
        Blobs.BitsOf(twice).Should().Equal(Blobs.BitsOf(once));
    }

    [Fact]
    public void Clipping_bounds_each_step()
    {
        Real Change(Real? limit)
        {
            Sequential model = Blobs.Model();
            Real[] before = [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
            Trainer trainer = new(model, new CrossEntropy(), new GradientDescent(model.Parameters, 1)) { MaxGradientNorm = limit };
            trainer.Fit(Blobs.Batches(count: 32), epochs: 1);
            Real[] after = [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
            return Real.Sqrt(before.Zip(after, static (b, a) => (a - b) * (a - b)).Sum());
        }

        Change(null).Should().BeGreaterThan((Real)0.1, "this is the control");
        Change((Real)0.01).Should().BeApproximately((Real)0.01, (Real)1e-5);
    }

    [Fact]
    public void A_sum_of_losses_counts_each_example_once()
    {
        Sequential model = Blobs.Model();
        Evaluation mean = Blobs.TrainerOf(model).Evaluate(Blobs.Points(100));
        Trainer summing = new(model, new CrossEntropy(reduction: LossReduction.Sum), new Momentum(model.Parameters, (Real)0.1));
        summing.Evaluate(Blobs.Points(100)).Loss.Should().BeApproximately(mean.Loss, 1e-5);
    }

    [Fact]
    public void Evaluating_changes_nothing_and_does_not_depend_on_the_batch_size()
    {
        Sequential model = Blobs.Model(new BatchNorm(16), Blobs.Dropping());
        int[] before = Blobs.BitsOf(model);
        Evaluation all = Blobs.TrainerOf(model).Evaluate(Blobs.Points(100));
        Trainer small = new(model, new CrossEntropy(), new Momentum(model.Parameters, (Real)0.1), new Accuracy()) { EvaluationBatchSize = 7 };
        Evaluation parts = small.Evaluate(Blobs.Points(100));
        Blobs.BitsOf(model).Should().Equal(before);
        parts.Accuracy.Should().Be(all.Accuracy);
        parts.Loss.Should().BeApproximately(all.Loss, 1e-6);
    }

    [Fact]
    public void What_cannot_train_is_refused()
    {
        Sequential model = Blobs.Model();
        Momentum optimizer = new(model.Parameters, (Real)0.1);
        Action none = () => _ = new Trainer(model, new CrossEntropy(reduction: LossReduction.None), optimizer);
        none.Should().Throw<ArgumentException>().WithMessage("Trainer: CrossEntropy has the reduction None, *");
        Action twice = () => _ = new Trainer(model, new CrossEntropy(), optimizer, new Accuracy(), new BinaryAccuracy());
        twice.Should().Throw<ArgumentException>().WithMessage("Trainer: two metrics have one name, *: accuracy, accuracy. *");
        Action epochs = () => Blobs.TrainerOf(model).Fit(Blobs.Batches(), 0);
        epochs.Should().Throw<ArgumentOutOfRangeException>().WithMessage("epochs must be 1 or more.*");
        Action norm = () => _ = new Trainer(model, new CrossEntropy(), optimizer) { MaxGradientNorm = Real.NaN };
        norm.Should().Throw<ArgumentOutOfRangeException>().WithMessage("MaxGradientNorm must be above 0*");
        Action size = () => _ = new Trainer(model, new CrossEntropy(), optimizer) { EvaluationBatchSize = 0 };
        size.Should().Throw<ArgumentOutOfRangeException>().WithMessage("EvaluationBatchSize must be 1 or more.*");
    }

    [Fact]
    public void Training_that_could_change_nothing_is_refused()
    {
        Sequential model = Blobs.Model();
        Action other = () => new Trainer(model, new CrossEntropy(), new Momentum(Blobs.Model().Parameters, 1)).Fit(Blobs.Batches(), 1);
        other.Should().Throw<InvalidOperationException>().WithMessage(
            "Fit: none of the 4 parameters of the optimizer is among the 4 of the model, *Create the optimizer with this model's Parameters.");

        model.Freeze();
        Action frozen = () => Blobs.TrainerOf(model).Fit(Blobs.Batches(), 1);
        frozen.Should().Throw<InvalidOperationException>().WithMessage("Fit: all 4 parameters of the optimizer are frozen, *Unfreeze()*");

        model[^1].Unfreeze();
        Blobs.TrainerOf(model).Fit(Blobs.Batches(), 1).Epochs.Should().HaveCount(1);
    }

    [Fact]
    public void Inputs_that_do_not_fit_name_the_layer_even_when_a_last_batch_of_one_is_looked_at_first()
    {
        InMemoryDataset wide = new(Tensor.Zeros(33, 5), Tensor.Zeros(33));
        Action fit = () => Blobs.TrainerOf(Blobs.Model(new BatchNorm(16))).Fit(new DataLoader(wide, 32), 1);
        fit.Should().Throw<ShapeException>().WithMessage("*In layer \"0: Dense(2 → 16)\"; *");
    }

    [Fact]
    public void A_model_has_one_trainer_at_a_time()
    {
        Sequential model = Blobs.Model();
        Trainer trainer = Blobs.TrainerOf(model);
        foreach (Trainer second in (Trainer[])[trainer, Blobs.TrainerOf(model)])
        {
            Action inside = () => trainer.Fit(Blobs.Batches(), 1, progress: new ReportTo(_ => second.Evaluate(Blobs.Points(3))));
            inside.Should().Throw<InvalidOperationException>().WithMessage("Trainer: a trainer is already at work on this model, Sequential. *");
            second.Evaluate(Blobs.Points(3)).Examples.Should().Be(3, "an error does not keep the model busy");
        }

        trainer.Fit(Blobs.Batches(), 1, progress: new ReportTo(static _ => Blobs.TrainerOf(Blobs.Model()).Evaluate(Blobs.Points(3)))).Epochs
            .Should().HaveCount(1, "another model is free");
    }
}
