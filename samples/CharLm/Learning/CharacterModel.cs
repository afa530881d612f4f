using NeuralCore;

namespace CharLmSample;

/// <summary>
/// Says of each character what may follow it, given all before. Shapes: characters [batch, steps], result the scores
/// [batch · steps, characters of the alphabet].
/// </summary>
internal sealed class CharacterModel : Layer
{
    private const int Size = 64;

    private readonly Embedding characters;
    private readonly RecurrentLayer memory;
    private readonly Dense scores;

    public CharacterModel(int alphabet, int hidden, CellChoice cell)
    {
        characters = AddChild("characters", new Embedding(alphabet, Size));
        memory = AddChild("memory", cell.Create(Size, hidden));
        scores = AddChild("scores", new Dense(hidden, alphabet));
    }

    public override Tensor Forward(Tensor input) => Run(input, state: null).Scores;

    /// <summary>The scores, and the state after the last step, from which the next piece of the text goes on.</summary>
    public (Tensor Scores, RecurrentState State) Run(Tensor input, RecurrentState? state)
    {
        (Tensor output, RecurrentState after) = memory.Run(characters.Forward(input), state);
        return (scores.Forward(output.Reshape(-1, output.Shape[2])), after);
    }
}
