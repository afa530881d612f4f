using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class NonFiniteTests
{
    [Fact]
    public void A_loss_that_is_not_finite_names_the_epoch_the_step_and_the_layer()
    {
        int calls = 0;
        Sequential model = Blobs.Model(
            new Lambda("Fine", static x => x),
            new Residual(new Lambda("Explodes", x => ++calls > 9 ? x * Real.PositiveInfinity : x)),
            new BatchNorm(16));
        int[] afterOne = [];
        ReportTo keep = new(progress =>
        {
            if (progress.Completed is not null)
                afterOne = Blobs.BitsOf(model);
        });

        Action fit = () => Blobs.TrainerOf(model).Fit(Blobs.Batches(), 5, progress: keep);
        fit.Should().Throw<NonFiniteException>().WithMessage(
            "Fit: the loss became infinite or not a number in epoch 2, step 3. First not finite: the output of layer \"3.inner: Explodes\". "
            + "The weights were set back to those after epoch 1, the best so far. Try a smaller learning rate *");
        Blobs.BitsOf(model).Should().Equal(afterOne);
        model.IsTraining.Should().BeTrue();
    }

    [Fact]
    public void Data_that_are_not_finite_are_named_with_their_place()
    {
        Tensor inputs = Tensor.Ones(4, 3, 2);
        inputs[2, 1, 0] = Real.NaN;
        Sequential model = new(new Flatten(), new Dense(6, 3));
        Action fit = () => Blobs.TrainerOf(model).Fit(new DataLoader(new InMemoryDataset(inputs, Tensor.Zeros(4)), 4), 1);
        fit.Should().Throw<NonFiniteException>().WithMessage(
            "*in epoch 1, step 1. First not finite: the inputs of the data, which hold NaN in example 2 of the batch. *those from before training. *");
    }

    [Fact]
    public void Weights_that_left_the_range_are_set_back()
    {
        Sequential model = Blobs.Model();
        int[] before = Blobs.BitsOf(model);
        Action fit = () => Blobs.TrainerOf(model, Real.MaxValue).Fit(Blobs.Batches(), 5);
        fit.Should().Throw<NonFiniteException>().WithMessage(
            "Fit: the loss became * in epoch 1, step *. First not finite: *. The weights were set back to those from before training. *");
        Blobs.BitsOf(model).Should().Equal(before);
    }

    [Fact]
    public void The_last_update_is_looked_at_too()
    {
        Sequential model = Blobs.Model();
        int[] before = Blobs.BitsOf(model);
        Trainer trainer = new(model, new CrossEntropy(), new GradientDescent(model.Parameters, Real.MaxValue) { L2 = 100 });
        Action fit = () => trainer.Fit(Blobs.Batches(count: 32), 1);
        fit.Should().Throw<NonFiniteException>().WithMessage(
            "Fit: a weight became infinite or not a number in epoch 1, step 1. First not finite: parameter \"2.bias\" [3], whose last update *");
        Blobs.BitsOf(model).Should().Equal(before);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_caught_when_gradients_are_clipped()
    {
        // √x has a finite value and an infinite slope at 0.
        Sequential model = new(new Dense(2, 3), new Lambda("Root", static x => (x * 0).Sqrt() + x));
        int[] before = Blobs.BitsOf(model);
        Trainer trainer = new(model, new CrossEntropy(), new Momentum(model.Parameters, (Real)0.1)) { MaxGradientNorm = 1 };
        Action fit = () => trainer.Fit(Blobs.Batches(), 1);
        fit.Should().Throw<NonFiniteException>().WithMessage(
            "Fit: a gradient became * in epoch 1, step 1. First not finite: the gradient of parameter \"0.bias\" [3]. *");
        Blobs.BitsOf(model).Should().Equal(before);
    }

    [Fact]
    public void A_loss_that_overflows_by_itself_is_told_apart()
    {
        Sequential model = new(new Dense(2, 1), new Lambda("Large", static x => (x * 0) + (Real)1e30));
        InMemoryDataset data = new(Tensor.Ones(4, 2), Tensor.Zeros(4, 1));
        Trainer trainer = new(model, new MeanSquaredError(), new Momentum(model.Parameters, (Real)0.1));
        Action fit = () => trainer.Fit(new DataLoader(data, 4), 1);
        fit.Should().Throw<NonFiniteException>().WithMessage(
            "*First not finite: the outputs of all layers are finite, so the loss itself overflowed*");
    }

    [Fact]
    public void A_validation_loss_that_is_not_finite_stops_too()
    {
        InMemoryDataset wrong = new(Tensor.Full(Real.NaN, 3, 2), Tensor.Zeros(3));
        Action fit = () => Blobs.TrainerOf(Blobs.Model()).Fit(Blobs.Batches(), 2, wrong);
        fit.Should().Throw<NonFiniteException>().WithMessage("Fit: the validation loss became * in epoch 1, step 7. *or the validation data*");
    }
}
