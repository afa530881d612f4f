using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// What <see cref="Rnn"/>, <see cref="Lstm"/> and <see cref="Gru"/> have in common: one or more layers that go through a sequence step by step, in one or both
/// directions, each with a state that it hands from step to step. Shapes: input [batch, steps, in], result
/// [batch, steps, directions · hidden].
/// </summary>
/// <remarks>
/// Parameters are called and shaped as in PyTorch: <c>weight_ih_l0</c> [gates · hidden, in], <c>weight_hh_l0</c> [gates · hidden, hidden],
/// <c>bias_ih_l0</c> and <c>bias_hh_l0</c> [gates · hidden], with <c>_reverse</c> at the end for the second direction; all of them begin evenly
/// between ±1/√hidden. Unlike there, the batch comes first unless one says otherwise, as everywhere in this library.
/// </remarks>
public abstract class RecurrentLayer : Layer
{
    private readonly RecurrentKind kind;
    private readonly RecurrentWeights[] weights;
    private readonly Dropout? dropout;

    private protected RecurrentLayer(RecurrentKind kind, RecurrentOptions options, Rng? rng)
    {
        options.Check();
        Description = options.Describe(Description);
        this.kind = kind;
        Options = options;
        rng ??= GlobalRandom.NextStream();
        weights = new RecurrentWeights[options.Layers * options.Directions];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = CreateWeights(i, rng);
        if (options.Dropout > 0)
            dropout = AddChild("dropout", new Dropout(options.Dropout, rng));
    }

    internal RecurrentOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is no batch of sequences of at least one step, or has another number of features.</exception>
    public sealed override Tensor Forward(Tensor input) => Run(input, null, null, wantsState: false).Output;

    /// <summary>The result, and the states after each example's last step.</summary>
    /// <param name="input">The sequences.</param>
    /// <param name="state">The states before each example's first step; zero when left out.</param>
    /// <param name="lengths">
    /// How many steps each example has, as whole numbers [batch]; all of them when left out. What stands beyond in the input has no
    /// influence; there the output is zero and the states stay as they are. The reversed direction begins at each example's own end.
    /// </param>
    /// <exception cref="ShapeException">
    /// The input is no batch of sequences of at least one step, or has another number of features; or the state or the lengths do not fit it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not a whole number from 1 to the number of steps.</exception>
    public (Tensor Output, RecurrentState State) Run(Tensor input, RecurrentState? state = null, Tensor? lengths = null)
    {
        (Tensor output, RecurrentState? after) = Run(input, state, lengths, wantsState: true);
        return (output, after!);
    }

    /// <summary>The layers, ready to be run a step at a time.</summary>
    internal RecurrentStep[] CreateSteps(int batch) => [.. weights.Select(layer => kind.CreateStep(layer, batch))];

    /// <summary>Checks a state for so many examples.</summary>
    internal void CheckState(RecurrentState state, int batch) => RecurrentCheck.State(this, kind, state, batch);

    private (Tensor Output, RecurrentState? State) Run(Tensor input, RecurrentState? state, Tensor? lengths, bool wantsState)
    {
        ArgumentNullException.ThrowIfNull(input);
        RecurrentCheck.Input(this, kind, input, state, lengths);
        Tensor output = input;
        var finals = new Tensor?[weights.Length];
        for (int layer = 0; layer < Options.Layers; layer++)
        {
            if (layer > 0 && dropout is not null)
                output = dropout.Forward(output);
            bool wantsSequence = layer < Options.Layers - 1 || Options.ReturnsSequences;
            Tensor forward = RunDirection(layer, 0);
            output = Options.IsBidirectional ? Tensor.Concatenate(-1, forward, RunDirection(layer, 1)) : forward;

            Tensor RunDirection(int layer, int direction)
            {
                int i = (layer * Options.Directions) + direction;
                (Tensor? sequence, finals[i]) = kind.Run(
                    new RecurrentCall(output, weights[i], state?.Hidden.Select(0, i), state?.Cell?.Select(0, i), lengths)
                    {
                        IsBatchFirst = Options.IsBatchFirst,
                        IsReversed = direction == 1,
                        WantsSequence = wantsSequence,
                        WantsFinal = wantsState,
                    });
                return sequence ?? finals[i]!.Select(0, 0);
            }
        }

        return (output, wantsState ? new RecurrentState(Joined(finals, 0), kind.HasCell ? Joined(finals, 1) : null) : null);
    }

    // The states of all layers and directions one after the other.
    private static Tensor Joined(ReadOnlySpan<Tensor?> finals, int state)
    {
        var parts = new Tensor[finals.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = finals[i]!.Slice(0, state, 1);
        return parts.Length == 1 ? parts[0] : Tensor.Concatenate(0, parts);
    }

    private RecurrentWeights CreateWeights(int index, Rng rng)
    {
        (int layer, int direction) = Math.DivRem(index, Options.Directions);
        int inputs = layer == 0 ? Options.Inputs : Options.Directions * Options.Hidden;
        int gates = kind.Gates * Options.Hidden;
        string end = FormattableString.Invariant($"_l{layer}{(direction == 0 ? "" : "_reverse")}");
        Real bound = 1 / Real.Sqrt(Options.Hidden);
        Initializer usual = Initializer.Uniform(-bound, bound);
        return new RecurrentWeights(
            AddParameter("weight_ih" + end, usual.Create([gates, inputs], rng)),
            AddParameter("weight_hh" + end, usual.Create([gates, Options.Hidden], rng)),
            Options.HasBias ? AddParameter("bias_ih" + end, usual.Create([gates], rng)) : (Tensor?)null,
            Options.HasBias ? AddParameter("bias_hh" + end, usual.Create([gates], rng)) : (Tensor?)null);
    }
}
