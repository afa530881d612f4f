using NeuralCore;

namespace CharLmSample;

/// <summary>
/// Reads a text as several streams side by side, each a stretch of it, in pieces: where one piece of a stream ends, its next one goes on.
/// So the state that a network has reached at the end of a piece is the one to begin the next piece with.
/// </summary>
internal sealed class TextStreams
{
    private readonly int[] text;
    private readonly int streams;
    private readonly int steps;
    private readonly int offset;
    private readonly int length;

    /// <summary>Divides a text.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="streams">How many streams; a short text gets fewer.</param>
    /// <param name="steps">How many characters make a piece; the last one of a stream has what is left.</param>
    /// <param name="offset">How many characters at the beginning to leave out, so that pieces end elsewhere in each epoch.</param>
    public TextStreams(int[] text, int streams, int steps, int offset = 0)
    {
        this.text = text;
        this.steps = steps;
        this.offset = offset;
        this.streams = Math.Clamp((text.Length - offset - 1) / steps, 1, streams);

        // The last character is nobody's input: there is nothing to follow it.
        length = (text.Length - offset - 1) / this.streams;
    }

    /// <summary>How many pieces there are.</summary>
    public int Count => (length + steps - 1) / steps;

    /// <summary>How many characters are foretold in all.</summary>
    public int Characters => length * streams;

    /// <summary>A piece of each stream: the characters [streams, steps], and those that follow them [streams · steps].</summary>
    public (Tensor Inputs, Tensor Targets) Piece(int number)
    {
        int start = number * steps;
        int count = Math.Min(steps, length - start);
        float[] inputs = new float[streams * count];
        float[] targets = new float[streams * count];
        for (int stream = 0; stream < streams; stream++)
        {
            int from = offset + (stream * length) + start;
            for (int i = 0; i < count; i++)
            {
                inputs[(stream * count) + i] = text[from + i];
                targets[(stream * count) + i] = text[from + i + 1];
            }
        }

        return (Tensor.Wrap(inputs, streams, count), Tensor.Wrap(targets, streams * count));
    }
}
