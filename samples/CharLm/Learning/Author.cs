using NeuralCore;

namespace CharLmSample;

/// <summary>Writes a text: asks the model what may follow, draws one of the characters, and asks again.</summary>
internal sealed class Author(CharacterModel model, float temperature, Rng rng)
{
    /// <summary>The characters that follow a beginning.</summary>
    /// <param name="beginning">What stands there already; at least one character.</param>
    /// <param name="length">How many characters to write.</param>
    public IReadOnlyList<int> Write(IReadOnlyList<int> beginning, int length)
    {
        model.Evaluate();
        using Gradients.DisabledScope off = Gradients.Disable();
        List<int> written = [];
        RecurrentState? state = null;
        Tensor input = Tensor.From([.. beginning.Select(number => (float)number)], 1, beginning.Count);
        while (written.Count < length)
        {
            using StepScope step = new();
            (Tensor scores, RecurrentState after) = model.Run(input, state);
            int next = Draw((scores[^1..] / temperature).Softmax().AsReadOnlySpan());
            written.Add(next);
            state = after.Keep();
            input = Tensor.Full(next, 1, 1).Keep();
        }

        return written;
    }

    // The first character at which the probabilities, added up, pass a number drawn evenly from 0 to 1.
    private int Draw(ReadOnlySpan<float> probabilities)
    {
        double rest = rng.NextUniform();
        for (int i = 0; i < probabilities.Length - 1; i++)
        {
            rest -= probabilities[i];
            if (rest < 0)
                return i;
        }

        return probabilities.Length - 1;
    }
}
