using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class RecurrentErrorTests
{
    private static readonly Lstm lstm = new(3, 4, rng: new Rng(1));
    private static readonly Tensor x = Tensor.Zeros(2, 5, 3);

    [Fact]
    public void Sequences_that_do_not_fit_are_refused()
    {
        Refused(() => lstm.Forward(Tensor.Zeros(5, 3)), "Lstm(3 → 4): expected sequences [batch, steps, 3], got [5, 3]. Unsqueeze(0) makes one sequence a batch*");
        Refused(() => lstm.Forward(Tensor.Zeros(2, 5, 7)), "Lstm(3 → 4): expected sequences [batch, steps, 3], got [2, 5, 7]: 7 is not 3.*");
        Refused(() => lstm.Forward(Tensor.Zeros(2, 0, 3)), "Lstm(3 → 4): the sequences of shape [2, 0, 3] have no step: axis 1 has size 0.*");
        Refused(() => new Gru(3, 4, batchFirst: false).Forward(Tensor.Zeros(0, 2, 3)), "*axis 0 has size 0.*");
        Refused(() => new Rnn(3, 4, batchFirst: false).Forward(Tensor.Zeros(3)), "Rnn*expected sequences [steps, batch, 3], got [3]. Unsqueeze(1)*");
    }

    [Fact]
    public void The_error_names_the_place_in_the_model() => Refused(
        () => new Sequential(new Embedding(10, 6), new Lstm(3, 4)).Forward(Tensor.Zeros(2, 5)),
        "*6 is not 3.*In layer \"1: Lstm(3 → 4)\"; the layer before it, \"0: Embedding(10, 6)\", gives shape [2, 5, 6].");

    [Fact]
    public void States_that_do_not_fit_are_refused()
    {
        Tensor right = Tensor.Zeros(1, 2, 4);
        Refused(() => lstm.Run(x, new(Tensor.Zeros(1, 3, 4), right)), "Lstm(3 → 4): Hidden of the state has shape [1, 3, 4], but these sequences need [1, 2, 4]*");
        Refused(() => lstm.Run(x, new(right, Tensor.Zeros(2, 2, 4))), "Lstm(3 → 4): Cell of the state has shape [2, 2, 4], but*");
        Refused(() => lstm.Run(x, new(right)), "Lstm(3 → 4): the state has no cell.*");
        Refused(() => new Gru(3, 4).Run(x, new(right, right)), "Gru(3 → 4): the state has a cell, which only an Lstm has.*");
        ((Action)(() => new RecurrentState(null!))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Refused(() => lstm.Run(x, null, Tensor.From([5])), "Lstm(3 → 4): the lengths have shape [1], but there are 2 sequences.*");
        Refused(() => lstm.Run(x, null, Tensor.Zeros(2, 1)), "*the lengths have shape [2, 1]*");
        foreach (Real bad in (Real[])[0, 6, (Real)2.5, -1, Real.NaN])
        {
            ((Action)(() => lstm.Run(x, null, Tensor.From([5, bad])))).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage(FormattableString.Invariant($"Lstm(3 → 4): the length of sequence 1 is {bad}, but must be a whole number from 1 to 5*")).WithParameterName("lengths");
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_construction()
    {
        OutOfRange(() => new Lstm(0, 4), "inputs");
        OutOfRange(() => new Gru(3, 0), "hidden");
        OutOfRange(() => new Rnn(3, 4, 0), "layers");
        OutOfRange(() => new Lstm(3, 4, dropout: (Real)1.5), "dropout");
        OutOfRange(() => new Lstm(3, 4, dropout: Real.NaN), "dropout");
        OutOfRange(() => new Rnn(3, 4, nonlinearity: (RnnNonlinearity)7), "nonlinearity");
    }

    [Fact]
    public void A_stepper_refuses_what_it_cannot_do()
    {
        ((Action)(() => new RecurrentStepper(null!))).Should().Throw<ArgumentNullException>();
        OutOfRange(() => new RecurrentStepper(lstm, 0), "batch");
        ((Action)(() => new RecurrentStepper(new Gru(3, 4, bidirectional: true)))).Should().Throw<ArgumentException>()
            .WithMessage("Gru(3 → 4, bidirectional: true): a layer that also goes through the sequence from its end*").WithParameterName("layer");
        RecurrentStepper stepper = new(lstm, 2);
        ((Action)(() => stepper.Step(new Real[5], new Real[8]))).Should().Throw<ArgumentException>()
            .WithMessage("Lstm(3 → 4): input holds 5 numbers, but 2 x 3 = 6 are needed*").WithParameterName("input");
        ((Action)(() => stepper.Step(new Real[6], new Real[4]))).Should().Throw<ArgumentException>()
            .WithMessage("Lstm(3 → 4): output holds 4 numbers, but 2 x 4 = 8 are needed*").WithParameterName("output");
        Refused(() => stepper.State = new RecurrentState(Tensor.Zeros(1, 1, 4), Tensor.Zeros(1, 1, 4)), "*has shape [1, 1, 4], but these sequences need [1, 2, 4]*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ShapeException>().WithMessage(message);

    private static void OutOfRange(Action action, string parameter) => action.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(parameter);
}
