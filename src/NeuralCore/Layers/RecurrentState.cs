namespace NeuralCore;

/// <summary>
/// What a recurrent layer remembers between steps, for each of its layers and directions: in the order layer 0, layer 0 reversed, layer 1 …
/// Shapes: [layers · directions, batch, hidden], whatever comes first in the input.
/// </summary>
public sealed class RecurrentState
{
    /// <summary>Makes a state to begin with.</summary>
    /// <param name="hidden">The hidden states.</param>
    /// <param name="cell">The cells, which <see cref="Lstm"/> has and no other.</param>
    public RecurrentState(Tensor hidden, Tensor? cell = null)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        Hidden = hidden;
        Cell = cell;
    }

    /// <summary>The hidden states.</summary>
    public Tensor Hidden { get; }

    /// <summary>The cells of <see cref="Lstm"/>; null for the others.</summary>
    public Tensor? Cell { get; }

    /// <summary>
    /// The same state without history. Carried from one piece of a long sequence to the next, it makes each piece know what came before,
    /// and gradients end where the piece begins: truncated back-propagation through time.
    /// </summary>
    public RecurrentState Detach() => new(Hidden.Detach(), Cell?.Detach());

    /// <summary>Keeps the state beyond the end of its <see cref="StepScope"/>. Returns the state.</summary>
    public RecurrentState Keep()
    {
        Hidden.Keep();
        Cell?.Keep();
        return this;
    }
}
