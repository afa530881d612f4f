using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class PredictorTests
{
    [Fact]
    public void It_gives_the_bits_of_Forward_for_batches_of_changing_sizes()
    {
        Sequential model = Trained();
        Predictor predictor = new(model, 2, 3);
        predictor.AnswerShape.AsSpan().ToArray().Should().Equal(5);
        foreach (int count in (int[])[1, 7, 1, 0, 3, 64, 2])
        {
            Tensor examples = Tensor.Normal(new Rng((ulong)count), count, 2, 3);
            Real[] answers = new Real[count * 5];
            predictor.Predict(examples.AsReadOnlySpan(), answers);
            answers.Should().Equal(model.Predict(examples).ToArray());
        }
    }

    [Fact]
    public void An_example_gets_the_same_bits_alone_and_in_a_batch()
    {
        Predictor predictor = new(Trained(), 2, 3);
        Real[] examples = Tensor.Normal(new Rng(4), 33, 6).ToArray();
        Real[] together = new Real[33 * 5];
        predictor.Predict(examples, together);
        Real[] alone = new Real[5];
        for (int i = 0; i < 33; i++)
        {
            predictor.Predict(examples.AsSpan(6 * i, 6), alone);
            alone.Should().Equal(together.AsSpan(5 * i, 5).ToArray());
        }
    }

    [Fact]
    public void It_takes_nothing_from_the_heap()
    {
        Predictor predictor = new(Trained(), 2, 3);
        Real[] examples = Tensor.Normal(new Rng(4), 8, 6).ToArray();
        Real[] answers = new Real[8 * 5];
        Allocated(() => predictor.Predict(examples, answers)).Should().Be(0);

        // With a function from outside it must make real tensors, because that may keep them: the control.
        Predictor foreign = new(Evaluating(new Sequential(new Flatten(), new Lambda("Same", static x => x.Abs()))), 2, 3);
        Allocated(() => foreign.Predict(examples, new Real[8 * 6])).Should().BeGreaterThan(1000);
    }

    [Fact]
    public void Normalisations_over_channels_take_nothing_from_the_heap()
    {
        Predictor predictor = new(
            Evaluating(new Sequential(
                new GroupNorm(2, 4),
                new GroupNorm(2, 4, affine: false),
                new InstanceNorm(4),
                new InstanceNorm(4, affine: true, runningStatistics: true),
                new RmsNorm(5),
                new ChannelDropout())),
            4, 5);
        Real[] examples = Tensor.Normal(new Rng(4), 8, 20).ToArray();
        Real[] answers = new Real[8 * 20];
        Allocated(() => predictor.Predict(examples, answers)).Should().Be(0);
    }

    [Fact]
    public void Convolutions_take_nothing_from_the_heap()
    {
        Predictor predictor = new(
            Evaluating(new Sequential(
                new Conv2d(2, 4, 3, padding: 1, activation: Activation.Relu),
                new ConvTranspose2d(4, 2, 2, stride: 2),
                new Flatten(),
                new Dense(2 * 64, 5))),
            2, 4, 4);
        Real[] examples = Tensor.Normal(new Rng(4), 8, 32).ToArray();
        Real[] answers = new Real[8 * 5];
        Allocated(() => predictor.Predict(examples, answers)).Should().Be(0);
    }

    [Fact]
    public void Recurrent_layers_take_little_from_the_heap()
    {
        Predictor predictor = new(Evaluating(new Sequential(new Lstm(3, 4, bidirectional: true), new Flatten(), new Dense(40, 5))), 5, 3);
        Real[] examples = Tensor.Normal(new Rng(4), 8, 15).ToArray();
        Real[] answers = new Real[8 * 5];
        Allocated(() => predictor.Predict(examples, answers)).Should().BeLessThan(100 * 2 * 1024, "a direction takes less than 1 KB in each call");
    }

    [Fact]
    public void Words_take_nothing_from_the_heap()
    {
        Predictor predictor = new(Evaluating(new Sequential(new Embedding(6, 3, paddingIndex: 0), new Flatten(), new Dense(12, 5))), 4);
        Real[] examples = [.. Enumerable.Range(0, 8 * 4).Select(static i => (Real)(i % 6))];
        Real[] answers = new Real[8 * 5];
        Allocated(() => predictor.Predict(examples, answers)).Should().Be(0);
    }

    [Fact]
    public void What_a_function_of_the_users_keeps_stays_as_it_was()
    {
        List<Tensor> kept = [];
        foreach (Layer keeping in (Layer[])
            [
                new Lambda("Keeps", Keep),
                Activation.From("Keeps", Keep),
                new Dense(6, 6, Activation.From("Keeps", Keep)),
                new Keeper(kept),
            ])
        {
            Predictor predictor = new(Evaluating(new Sequential(new Flatten(), Activation.Tanh, keeping)), 6);
            kept.Clear();
            Real[] answers = new Real[6];
            predictor.Predict([1, 2, 3, 4, 5, 6], answers);
            Real[] before = kept[0].ToArray();
            predictor.Predict([6, 5, 4, 3, 2, 1], answers);
            kept[0].ToArray().Should().Equal(before);
            kept[1].ToArray().Should().NotEqual(before);
        }

        Tensor Keep(Tensor x)
        {
            kept.Add(x);
            return x;
        }
    }

    [Fact]
    public void Threads_may_ask_at_the_same_time()
    {
        Predictor predictor = new(Trained(), 2, 3);
        Real[] examples = Tensor.Normal(new Rng(4), 400, 6).ToArray();
        Real[] expected = new Real[400 * 5];
        predictor.Predict(examples, expected);
        Real[] answers = new Real[400 * 5];
        Parallel.For(0, 400, i => predictor.Predict(examples.AsSpan(6 * i, 6), answers.AsSpan(5 * i, 5)));
        answers.Should().Equal(expected);
    }

    [Fact]
    public void It_sees_weights_that_change_and_layers_that_are_added()
    {
        Sequential model = Evaluating(new Sequential(new Dense(6, 5)));
        Predictor predictor = new(model, 6);
        Real[] answers = new Real[5];
        model.Parameters[0].Value.Fill(0);
        model.Parameters[1].Value.Fill(2);
        predictor.Predict([1, 2, 3, 4, 5, 6], answers);
        answers.Should().Equal(2, 2, 2, 2, 2);
        model.Add(new Lambda("Halve", static x => x * (Real)0.5));
        model.Evaluate();
        predictor.Predict([1, 2, 3, 4, 5, 6], answers);
        answers.Should().Equal(1, 1, 1, 1, 1);
    }

    [Fact]
    public void It_goes_on_after_a_call_that_failed()
    {
        Sequential model = Trained();
        Predictor predictor = new(model, 2, 3);
        Real[] answers = new Real[5];
        model.Add(new Dense(7, 7));
        model.Evaluate();
        Action ask = () => predictor.Predict([1, 2, 3, 4, 5, 6], answers);
        ask.Should().Throw<ShapeException>();
        Tensor ordinary = Tensor.Zeros(3);
        ordinary.Add(1).Should().NotBeSameAs(ordinary.Add(1), "no run may be left open");
    }

    [Fact]
    public void Changing_sizes_take_a_few_small_objects_and_no_memory_for_numbers()
    {
        Predictor predictor = new(Trained(), 2, 3);
        Real[] examples = Tensor.Normal(new Rng(4), 5000, 6).ToArray();
        Real[] answers = new Real[5000 * 5];
        Allocated(() =>
        {
            predictor.Predict(examples, answers);
            predictor.Predict(examples.AsSpan(0, 6), answers.AsSpan(0, 5));
        }).Should().BeLessThan(100 * 10_000, "the activations of 5000 examples are 400,000 bytes");
    }

    [Fact]
    public void A_model_that_has_come_to_give_something_else_is_refused()
    {
        foreach (Layer added in (Layer[])[new Dense(5, 2), new Dense(5, 9), new Lambda("First", static x => x.Slice(0, 0, 1))])
        {
            Sequential model = Evaluating(new Sequential(new Dense(6, 5)));
            Predictor predictor = new(model, 6);
            model.Add(added);
            model.Evaluate();
            Action ask = () => predictor.Predict(new Real[12], new Real[10]);
            ask.Should().Throw<ShapeException>().WithMessage("Predict: *where [2, 5] was expected*make a new Predictor*");
        }
    }

    [Fact]
    public void Errors_say_what_to_do()
    {
        Sequential model = Trained();
        Predictor predictor = new(model, 2, 3);
        Real[] answers = new Real[5];
        ((Action)(() => predictor.Predict(new Real[13], answers))).Should().Throw<ArgumentException>()
            .WithMessage("Predict: 13 numbers are not whole examples of shape [2, 3], which have 6 numbers each.*").WithParameterName("examples");
        ((Action)(() => predictor.Predict(new Real[12], answers))).Should().Throw<ArgumentException>()
            .WithMessage("Predict: the answers to 2 examples are 10 numbers, 5 each, but their place has 5.*").WithParameterName("answers");
        ((Action)(() => new Predictor(model, 2, 0))).Should().Throw<ShapeException>().WithMessage("Predictor: an example of shape [2, 0] has no number*");
        ((Action)(() => new Predictor(model, 7))).Should().Throw<ShapeException>();
        ((Action)(() => new Predictor(Evaluating(new Sequential(new Lambda("Sum", static x => x.Sum()))), 7))).Should().Throw<ShapeException>()
            .WithMessage("Predictor: *gives shape [] for one example [1, 7]*");
        ((Action)(() => new Predictor(null!, 7))).Should().Throw<ArgumentNullException>();
        model.Train();
        ((Action)(() => predictor.Predict(new Real[6], answers))).Should().Throw<InvalidOperationException>().WithMessage("*Call Evaluate()*");
        ((Action)(() => new Predictor(model, 2, 3))).Should().Throw<InvalidOperationException>().WithMessage("*Call Evaluate()*");
    }

    private static long Allocated(Action call)
    {
        for (int i = 0; i < 3; i++)
            call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Sequential Trained()
    {
        Rng rng = new(1);
        return Evaluating(new Sequential(
            new Flatten(),
            new Dense(6, 20, rng: rng),
            new BatchNorm(20),
            Activation.Relu,
            new Dropout((Real)0.5),
            new Residual(new Dense(20, 20, Activation.Tanh, rng: rng), new LayerNorm(20)),
            new Dense(20, 5, Activation.Gelu, rng: rng),
            Activation.Softmax()));
    }

    private static TLayer Evaluating<TLayer>(TLayer model)
        where TLayer : Layer
    {
        model.Evaluate();
        return model;
    }

    private sealed class Keeper(List<Tensor> kept) : Layer
    {
        public override Tensor Forward(Tensor input)
        {
            kept.Add(input);
            return input;
        }
    }
}
