using NeuralCore;

namespace TextClassificationSample;

/// <summary>Messages to learn from, and messages to judge by.</summary>
/// <param name="Training">The messages that the vocabulary and the weights are made from.</param>
/// <param name="Test">The messages that only the final test sees.</param>
internal sealed record Division(IReadOnlyList<Message> Training, IReadOnlyList<Message> Test)
{
    private const int Parts = 5;

    // Not the user's seed: runs with other seeds are judged by the same messages.
    private const ulong Seed = 0x53504C4954; // "SPLIT"

    /// <summary>
    /// Holds back a fifth of the spam and a fifth of the rest, chosen at random. A message that was sent several times counts once, or the test
    /// would ask about messages that were learned by heart.
    /// </summary>
    /// <exception cref="InputException">There are not enough messages of a kind.</exception>
    public static Division Of(IReadOnlyList<Message> messages, string path)
    {
        Rng rng = new(Seed);
        List<Message> training = [];
        List<Message> test = [];
        foreach (bool isSpam in new[] { false, true })
        {
            Message[] kind = [.. messages.Where(message => message.IsSpam == isSpam).DistinctBy(message => message.Text)];
            if (kind.Length < Parts)
            {
                string name = isSpam ? "spam" : "ham";
                throw new InputException($"{path} is too short: it has {kind.Length} different messages of {name}, expected {Parts} or more.");
            }

            rng.Shuffle<Message>(kind);
            int held = kind.Length / Parts;
            test.AddRange(kind[..held]);
            training.AddRange(kind[held..]);
        }

        return new Division(training, test);
    }
}
