using System.Text;

namespace CharLmSample;

/// <summary>The different characters of a text, each with a number, in the order of Unicode.</summary>
internal sealed class Alphabet
{
    private readonly Rune[] characters;
    private readonly Dictionary<Rune, int> numbers;

    public Alphabet(string text)
    {
        // Runes, not char: half a surrogate pair is no character, and must not be written alone.
        characters = [.. text.EnumerateRunes().Distinct().Order()];
        numbers = characters.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
    }

    public int Count => characters.Length;

    /// <summary>The numbers of a text's characters.</summary>
    /// <exception cref="KeyNotFoundException">A character is not in the alphabet.</exception>
    public int[] Encode(string text) => [.. text.EnumerateRunes().Select(character => numbers[character])];

    public string Decode(IEnumerable<int> text) => string.Concat(text.Select(number => characters[number].ToString()));

    /// <summary>The first character of a text that the alphabet lacks; null when it has all.</summary>
    public Rune? Unknown(string text)
    {
        foreach (Rune character in text.EnumerateRunes())
        {
            if (!numbers.ContainsKey(character))
                return character;
        }

        return null;
    }
}
