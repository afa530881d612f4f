using NeuralCore;

namespace TextClassificationSample;

/// <summary>Gives each word a number: 0 fills up, 1 stands for words that are not known, and the others follow.</summary>
internal sealed class Vocabulary
{
    public const int Padding = 0;

    private const int Unknown = 1;

    // A word that one message alone has says nothing about the next message.
    private const int LeastMessages = 2;

    private readonly Dictionary<string, int> numbers = [];

    /// <summary>Collects the words that several messages have.</summary>
    public Vocabulary(IEnumerable<Message> messages)
    {
        IEnumerable<string> words = messages.SelectMany(message => Tokenizer.Tokens(message.Text).Distinct());
        foreach (IGrouping<string, string> word in words.GroupBy(word => word, StringComparer.Ordinal))
        {
            if (word.Count() >= LeastMessages)
                numbers.Add(word.Key, Unknown + 1 + numbers.Count);
        }
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => Unknown + 1 + numbers.Count;

    /// <summary>The numbers of a message's words, at most <paramref name="length"/>.</summary>
    public int[] Encode(string text, int length = int.MaxValue) =>
        [.. Tokenizer.Tokens(text).Take(length).Select(word => numbers.GetValueOrDefault(word, Unknown))];

    /// <summary>The messages as a table of numbers [messages, longest], filled up by <see cref="Padding"/>.</summary>
    public Tensor Encode(IReadOnlyList<Message> messages, int length)
    {
        float[] table = new float[messages.Count * length];
        for (int i = 0; i < messages.Count; i++)
        {
            int[] words = Encode(messages[i].Text, length);
            for (int j = 0; j < words.Length; j++)
                table[(i * length) + j] = words[j];
        }

        return Tensor.Wrap(table, messages.Count, length);
    }
}
