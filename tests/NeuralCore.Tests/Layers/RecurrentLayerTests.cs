using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

public sealed class RecurrentLayerTests
{
    public static IEnumerable<object[]> Kinds => [["Rnn"], ["Lstm"], ["Gru"]];

    [Fact]
    public void It_is_named_shaped_and_started_as_in_PyTorch_and_prints_what_is_unusual()
    {
        Lstm lstm = new(3, 16, layers: 2, bidirectional: true, dropout: (Real)0.25, rng: new Rng(1));
        string[] named = [.. lstm.NamedParameters.Select(named => $"{named.Path} {named.Parameter.Shape}")];
        named.Should().HaveCount(16);
        named[..9].Should().Equal(
            "weight_ih_l0 [64, 3]", "weight_hh_l0 [64, 16]", "bias_ih_l0 [64]", "bias_hh_l0 [64]",
            "weight_ih_l0_reverse [64, 3]", "weight_hh_l0_reverse [64, 16]", "bias_ih_l0_reverse [64]", "bias_hh_l0_reverse [64]",
            "weight_ih_l1 [64, 32]");
        foreach (Parameter parameter in lstm.Parameters)
        {
            parameter.Value.ToArray().Should().OnlyContain(value => Math.Abs(value) <= (Real)0.25);
            parameter.Value.ToArray().Max().Should().BeGreaterThan((Real)0.2);
        }

        lstm.Description.Should().Be("Lstm(3 → 16, layers: 2, dropout: 0.25, bidirectional: true)");
        new Gru(3, 4, bias: false, batchFirst: false, returnSequences: false).Description
            .Should().Be("Gru(3 → 4, bias: false, batchFirst: false, returnSequences: false)");
        new Gru(3, 4, bias: false).Parameters.Should().HaveCount(2);
        new Rnn(3, 4, nonlinearity: RnnNonlinearity.Relu).Description.Should().Be("Rnn(3 → 4, nonlinearity: Relu)");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Messages_name_the_layer(string kind)
    {
        Tensor output = Create(kind, 5, 3).Forward(Tensor.Normal(new Rng(2), 2, 4, 5));
        Tensor ones = Tensor.Ones(output.Shape);
        output.Backward(ones);
        output.Invoking(output => output.Backward(ones)).Should().Throw<GradientException>().WithMessage($"Backward: the record of {kind}, *");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_order_of_batch_and_steps_changes_no_bit(string kind)
    {
        RecurrentLayer batchFirst = Create(kind, 5, 19);
        RecurrentLayer stepsFirst = Create(kind, 5, 19, isBatchFirst: false);
        Tensor x = Tensor.Normal(new Rng(2), 7, 4, 5);
        Tensor lengths = Tensor.From([4, 1, 3, 2, 4, 4, 1]);
        (Tensor output, RecurrentState state) = batchFirst.Run(x, null, lengths);
        (Tensor turned, RecurrentState turnedState) = stepsFirst.Run(x.Transpose(0, 1), null, lengths);
        turned.Transpose(0, 1).ToArray().Should().Equal(output.ToArray());
        turnedState.Hidden.ToArray().Should().Equal(state.Hidden.ToArray());
        output.Sum().Backward();
        turned.Sum().Backward();
        for (int i = 0; i < batchFirst.Parameters.Count; i++)
            stepsFirst.Parameters[i].Gradient!.ToArray().Should().Equal(batchFirst.Parameters[i].Gradient!.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_not_recorded_gives_the_same_bits(string kind)
    {
        RecurrentLayer layer = Create(kind, 5, 35);
        Tensor x = Tensor.Normal(new Rng(2), 13, 6, 5);
        Real[] recorded = layer.Forward(x).ToArray();
        using (Gradients.Disable())
            layer.Forward(x).ToArray().Should().Equal(recorded);
        layer.Freeze();
        layer.Forward(x).ToArray().Should().Equal(recorded);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sequence_in_pieces_gives_the_bits_of_the_whole(string kind)
    {
        RecurrentLayer layer = Create(kind, 3, 17, layers: 2);
        Tensor x = Tensor.Normal(new Rng(2), 2, 9, 3);
        (Tensor whole, RecurrentState end) = layer.Run(x);
        (Tensor first, RecurrentState middle) = layer.Run(x.Slice(1, ..4));
        (Tensor second, RecurrentState last) = layer.Run(x.Slice(1, 4..), middle.Detach());
        Tensor.Concatenate(1, first, second).ToArray().Should().Equal(whole.ToArray());
        last.Hidden.ToArray().Should().Equal(end.Hidden.ToArray());
        (last.Cell?.ToArray()).Should().Equal(end.Cell?.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_detached_state_ends_the_gradient_where_a_piece_begins(string kind)
    {
        RecurrentLayer layer = Create(kind, 3, 4);
        Tensor x = Tensor.Normal(new Rng(2), 2, 6, 3);
        x.RequiresGradient = true;

        (_, RecurrentState state) = layer.Run(x.Slice(1, ..3));
        layer.Run(x.Slice(1, 3..), state.Detach()).Output.Sum().Backward();
        GradientOf(x, ..3).Should().OnlyContain(value => value == 0);
        GradientOf(x, 3..).Should().NotContain(0);

        x.ClearGradient();
        (_, state) = layer.Run(x.Slice(1, ..3));
        layer.Run(x.Slice(1, 3..), state).Output.Sum().Backward();
        GradientOf(x, ..3).Should().NotContain(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_example_of_a_padded_batch_is_as_it_is_alone(string kind)
    {
        RecurrentLayer layer = Create(kind, 3, 5, layers: 2, isBidirectional: true);
        Tensor x = Tensor.Normal(new Rng(2), 3, 6, 3);
        int[] lengths = [2, 6, 5];
        (Tensor output, RecurrentState state) = layer.Run(x, null, Tensor.From([2, 6, 5]));
        for (int i = 0; i < 3; i++)
        {
            (Tensor alone, RecurrentState end) = layer.Run(x[i..(i + 1), ..lengths[i]]);
            output[i..(i + 1), ..lengths[i]].ToArray().Should().Equal(alone.ToArray());
            output[i..(i + 1), lengths[i]..].ToArray().Where(value => value != 0).Should().BeEmpty();
            state.Hidden.Slice(1, i, 1).ToArray().Should().Equal(end.Hidden.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_stands_beyond_the_end_of_an_example_has_no_influence_not_even_as_NaN(string kind)
    {
        Real[][] clean = Gradients(0), soiled = Gradients(Real.NaN);
        for (int i = 0; i < clean.Length; i++)
            soiled[i].Should().Equal(clean[i]);

        Real[][] Gradients(Real padding)
        {
            RecurrentLayer layer = Create(kind, 3, 5, layers: 2, isBidirectional: true);
            Tensor x = Tensor.Normal(new Rng(2), 2, 4, 3);
            x[1, 2, 1] = padding;
            x[1, 3, 0] = padding;
            x.RequiresGradient = true;
            (Tensor output, RecurrentState state) = layer.Run(x, null, Tensor.From([4, 2]));
            (output.Sum() + state.Hidden.Sum()).Backward();
            return [output.ToArray(), x.Gradient!.ToArray(), .. layer.Parameters.Select(parameter => parameter.Gradient!.ToArray())];
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_final_state_alone_carries_a_gradient_and_does_so_twice(string kind)
    {
        RecurrentLayer layer = Create(kind, 3, 4);
        Tensor x = Tensor.Normal(new Rng(2), 2, 5, 3);
        (Tensor output, RecurrentState state) = layer.Run(x);
        Tensor goal = state.Hidden.Sum();
        goal.Backward(retainGraph: true);
        Real[] once = layer.Parameters[0].Gradient!.ToArray();
        goal.Backward(retainGraph: true);
        layer.Parameters[0].Gradient!.ToArray().Should().Equal(once.Select(value => value + value));

        // The same through the last step of the sequence, and nothing left of the state's gradient in there.
        layer.Parameters.ToList().ForEach(parameter => parameter.Value.ClearGradient());
        output.Select(1, ^1).Sum().Backward();
        layer.Parameters[0].Gradient!.ToArray().Should().Equal(once);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Inside_a_step_scope_the_gradients_are_the_same(string kind)
    {
        RecurrentLayer layer = Create(kind, 3, 4, layers: 2, isBidirectional: true);
        Tensor x = Tensor.Normal(new Rng(2), 2, 5, 3);
        Real[][] expected = Gradients();
        for (int i = 0; i < 3; i++)
        {
            using StepScope scope = new();
            Real[][] actual = Gradients();
            for (int j = 0; j < actual.Length; j++)
                actual[j].Should().Equal(expected[j]);
        }

        Real[][] Gradients()
        {
            (Tensor output, RecurrentState state) = layer.Run(x);
            Tensor goal = (output * output).Sum() + (state.Hidden * state.Hidden).Sum();
            if (state.Cell is { } cell)
                goal += (cell * cell).Sum();
            goal.Backward();
            Real[][] result = [.. layer.Parameters.Select(parameter => parameter.Gradient!.ToArray())];
            layer.Parameters.ToList().ForEach(parameter => parameter.Value.ClearGradient());
            return result;
        }
    }

    [Fact]
    public void Dropout_works_between_layers_in_training_and_nowhere_else()
    {
        Tensor x = Tensor.Normal(new Rng(2), 2, 5, 3);
        Gru dropping = new(3, 8, layers: 2, dropout: (Real)0.5, rng: new Rng(1));
        Gru plain = new(3, 8, layers: 2, rng: new Rng(1));
        Real[] first = dropping.Forward(x).ToArray();
        dropping.Forward(x).ToArray().Should().NotEqual(first, "each step drops other numbers");
        ((Dropout)dropping.Children[0].Layer).Step = 0;
        dropping.Forward(x).ToArray().Should().Equal(first);
        first.Should().NotContain(0, "the last layer's result is not dropped");
        dropping.Evaluate();
        dropping.Forward(x).ToArray().Should().Equal(plain.Forward(x).ToArray());
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_result()
    {
        Lstm lstm = new(3, 4);
        (Tensor output, RecurrentState state) = lstm.Run(Tensor.Zeros(0, 5, 3));
        output.Shape.Should().Be(Shape.Create([0, 5, 4]));
        state.Cell!.Shape.Should().Be(Shape.Create([1, 0, 4]));
        output.Sum().Backward();
        lstm.Parameters[0].Gradient!.ToArray().Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void A_predictor_asks_a_classifier_of_sequences()
    {
        Sequential model = new(new Lstm(3, 8, layers: 2, returnSequences: false, rng: new Rng(1)), new Dense(8, 2, rng: new Rng(2)));
        model.Evaluate();
        Tensor x = Tensor.Normal(new Rng(3), 4, 6, 3);
        Real[] answers = new Real[8];
        Predictor predictor = new(model, 6, 3);
        for (int i = 0; i < 3; i++)
            predictor.Predict(x.AsReadOnlySpan(), answers);
        answers.Should().Equal(model.Predict(x).ToArray());
    }

    internal static RecurrentLayer Create(string kind, int inputs, int hidden, int layers = 1, bool isBidirectional = false, bool isBatchFirst = true) => kind switch
    {
        "Rnn" => new Rnn(inputs, hidden, layers, bidirectional: isBidirectional, batchFirst: isBatchFirst, rng: new Rng(1)),
        "Lstm" => new Lstm(inputs, hidden, layers, bidirectional: isBidirectional, batchFirst: isBatchFirst, rng: new Rng(1)),
        _ => new Gru(inputs, hidden, layers, bidirectional: isBidirectional, batchFirst: isBatchFirst, rng: new Rng(1)),
    };

    private static Real[] GradientOf(Tensor x, Range steps) => x.Gradient!.Slice(1, steps).ToArray();
}
