using NeuralCore;

namespace CharLmSample;

/// <summary>Writes a text: asks the model what may follow, draws one of the characters, and asks again.</summary>
internal sealed class Author(CharacterModel model, float temperature, Rng rng)
{
    /// <summary>The characters that follow a beginning.</summary>
    /// <param name="beginning">What stands there already; at least one character.</param>
    /// <param name="length">How many characters to write.</param>
    /// <param name="cancellation">Stops the writing; what is written until then is returned.</param>
    public IReadOnlyList<int> Write(IReadOnlyList<int> beginning, int length, CancellationToken cancellation = default)
    {
        using Gradients.DisabledScope off = Gradients.Disable();
        CharacterStepper stepper = new(model);
        foreach (int character in beginning.SkipLast(1))
            stepper.Step(character);

        List<int> written = [];
        int last = beginning[^1];
        while (written.Count < length && !cancellation.IsCancellationRequested)
        {
            using StepScope step = new();

            // The largest score becomes 0 before the division: however small the temperature is, the quotients then are 0 or below, never NaN.
            Tensor scores = stepper.Step(last);
            last = Draw(((scores - scores.Max()) / temperature).Softmax().AsReadOnlySpan());
            written.Add(last);
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
