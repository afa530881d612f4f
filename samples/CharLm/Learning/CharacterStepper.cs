using NeuralCore;

namespace CharLmSample;

/// <summary>Goes through a text that is still being written, one character at a time, and gives the scores of the text at once.</summary>
internal sealed class CharacterStepper
{
    private readonly CharacterModel model;
    private readonly RecurrentStepper memory;
    private readonly float[] hidden;

    public CharacterStepper(CharacterModel model)
    {
        this.model = model;
        memory = new RecurrentStepper(model.Memory);
        hidden = new float[model.Scores.Parameters[0].Shape[1]];
    }

    /// <summary>What may follow a character, given all before it: the scores [1, characters of the alphabet].</summary>
    public Tensor Step(int character)
    {
        Tensor vectors = model.Characters.Parameters[0];
        int size = vectors.Shape[1];
        memory.Step(vectors.AsReadOnlySpan().Slice(character * size, size), hidden);
        return model.Scores.Forward(Tensor.From(hidden, 1, hidden.Length));
    }
}
