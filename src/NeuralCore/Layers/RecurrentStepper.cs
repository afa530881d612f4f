using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// Asks a recurrent layer step by step and keeps its state in between, as when text is written letter by letter or a signal comes in. Nothing is
/// recorded or dropped and nothing taken from the heap; a step of one example takes some microseconds. Steps give the same bits as the
/// whole sequence would at once.
/// </summary>
/// <remarks>
/// It uses the layer's weights as they are at each step. They are packed once, and again after they have changed; in every step, which then takes
/// much longer, where others can write to them without a word, because <see cref="Tensor.AsSpan"/> gave them away or they wrap an array. It is
/// for one thread at a time; any number of them may stand on one layer.
/// <code>
/// var stepper = new RecurrentStepper(lstm);
/// stepper.Step(features, hidden);
/// </code>
/// </remarks>
public sealed class RecurrentStepper
{
    private readonly int batch;
    private readonly RecurrentStep[] steps;

    /// <summary>Prepares to ask a layer, with a state of zeros.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="batch">How many sequences go on side by side.</param>
    /// <exception cref="ArgumentException">The layer goes through sequences from their end, too.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no sequence.</exception>
    public RecurrentStepper(RecurrentLayer layer, int batch = 1)
    {
        ArgumentNullException.ThrowIfNull(layer);
        LayerArgument.CheckSize(batch, nameof(batch));
        if (layer.Options.IsBidirectional)
            Throw.StepsBackwards(layer.Description);
        Layer = layer;
        this.batch = batch;
        steps = layer.CreateSteps(batch);
    }

    /// <summary>The layer that is asked.</summary>
    public RecurrentLayer Layer { get; }

    /// <summary>The state after the last step; set, it is where the next step begins. It is copied in and out.</summary>
    /// <exception cref="ShapeException">The state does not fit the layer and the number of sequences.</exception>
    public RecurrentState State
    {
        get => new(Part(0), steps[0].States.Shape[0] > 1 ? Part(1) : null);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Layer.CheckState(value, batch);
            SetPart(0, value.Hidden);
            if (value.Cell is not null)
                SetPart(1, value.Cell);
        }
    }

    private int Count => batch * Layer.Options.Hidden;

    /// <summary>Goes one step further.</summary>
    /// <param name="input">The features of the step, of each sequence one after the other: [batch, in].</param>
    /// <param name="output">Where the last layer's hidden states go: [batch, hidden].</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers.</exception>
    public void Step(ReadOnlySpan<Real> input, Span<Real> output)
    {
        if (input.Length != (long)batch * Layer.Options.Inputs)
            Throw.StepNumbers(Layer.Description, nameof(input), input.Length, batch, Layer.Options.Inputs);
        if (output.Length != Count)
            Throw.StepNumbers(Layer.Description, nameof(output), output.Length, batch, Layer.Options.Hidden);
        ReadOnlySpan<Real> x = input;
        foreach (RecurrentStep step in steps)
            x = step.Run(x);
        x.CopyTo(output);
    }

    /// <summary>Begins anew, with a state of zeros.</summary>
    public void Reset()
    {
        foreach (RecurrentStep step in steps)
            step.States.Fill(0);
    }

    private Tensor Part(int state)
    {
        Tensor result = Tensor.Rent([steps.Length, batch, Layer.Options.Hidden]);
        for (int i = 0; i < steps.Length; i++)
            steps[i].States.Values.Slice(state * Count, Count).CopyTo(result.Target[(i * Count)..]);
        return result;
    }

    private void SetPart(int state, Tensor value)
    {
        for (int i = 0; i < steps.Length; i++)
            value.Values.Slice(i * Count, Count).CopyTo(steps[i].States.Target[(state * Count)..]);
    }
}
