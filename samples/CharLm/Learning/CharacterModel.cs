using NeuralCore;

namespace CharLmSample;

/// <summary>
/// Says of each character what may follow it, given all before. Shapes: characters [batch, steps], result the scores
/// [batch · steps, characters of the alphabet].
/// </summary>
internal sealed class CharacterModel : Layer
{
    private const int Size = 64;

    public CharacterModel(int alphabet, int hidden, CellChoice cell)
    {
        Characters = AddChild("characters", new Embedding(alphabet, Size));
        Memory = AddChild("memory", cell.Create(Size, hidden));
        Scores = AddChild("scores", new Dense(hidden, alphabet));
    }

    public Embedding Characters { get; }

    public RecurrentLayer Memory { get; }

    public Dense Scores { get; }

    public override Tensor Forward(Tensor input) => Run(input, state: null).Scores;

    /// <summary>The scores, and the state after the last step, from which the next piece of the text goes on.</summary>
    public (Tensor Scores, RecurrentState State) Run(Tensor input, RecurrentState? state)
    {
        (Tensor output, RecurrentState after) = Memory.Run(Characters.Forward(input), state);
        return (Scores.Forward(output.Reshape(-1, output.Shape[2])), after);
    }
}
