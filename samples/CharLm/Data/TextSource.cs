namespace CharLmSample;

/// <summary>The text to learn from, as the numbers of its characters in an alphabet.</summary>
/// <param name="Path">The file it comes from.</param>
/// <param name="Alphabet">Its characters.</param>
/// <param name="Training">The part to learn from.</param>
/// <param name="HeldOut">The end of the text, a tenth, which is never learned from.</param>
internal sealed record TextSource(string Path, Alphabet Alphabet, int[] Training, int[] HeldOut)
{
    public static readonly DataFile File = new(
        "tinyshakespeare",
        ["input.txt"],
        "Download https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt (Tiny Shakespeare).");

    private const int Parts = 10;

    // Each stream of the training needs a piece, and the held-out part more than a few lines to be a measure.
    private const int LeastLength = Parts * 500;

    /// <summary>Reads a text.</summary>
    /// <exception cref="InputException">There is no such file, or it is no text that could be learned.</exception>
    public static TextSource Read(string? given)
    {
        string path = File.Locate("--text", given);
        string text = TextFile.Read(path);
        Alphabet alphabet = new(text);
        int[] numbers = alphabet.Encode(text);
        if (numbers.Length < LeastLength)
        {
            throw new InputException(
                $"{path} is too short: it has {numbers.Length} characters, expected {LeastLength} or more, of which a tenth is held back.");
        }

        if (alphabet.Count < 2)
            throw new InputException($"{path}: all characters are the same. There is nothing to learn.");
        int held = numbers.Length / Parts;
        return new TextSource(path, alphabet, numbers[..^held], numbers[^held..]);
    }
}
