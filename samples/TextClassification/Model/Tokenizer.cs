using System.Buffers;
using System.Text;

namespace TextClassificationSample;

/// <summary>Cuts a message into what the model counts: words, numbers by their length, and signs.</summary>
internal static class Tokenizer
{
    // Longer numbers are telephone numbers, all of one kind.
    private const int LongestNumber = 9;

    /// <summary>
    /// Words in small letters, an apostrophe within them; numbers as one <c>#</c> for each digit, because their length tells more than their
    /// value; every other sign for itself.
    /// </summary>
    public static IEnumerable<string> Tokens(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            // Runes, not char: half a surrogate pair is no sign.
            int end = start + LengthAt(text, start);
            if (IsLetterAt(text, start))
            {
                while (IsLetterAt(text, end) || (end < text.Length && text[end] == '\'' && IsLetterAt(text, end + 1)))
                    end += LengthAt(text, end);
                yield return text[start..end].ToLowerInvariant();
            }
            else if (char.IsAsciiDigit(text[start]))
            {
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                    end++;
                yield return new string('#', Math.Min(end - start, LongestNumber));
            }
            else if (!char.IsWhiteSpace(text[start]))
            {
                yield return text[start..end];
            }

            start = end;
        }
    }

    private static bool IsLetterAt(string text, int place) =>
        Rune.DecodeFromUtf16(text.AsSpan(Math.Min(place, text.Length)), out Rune rune, out _) == OperationStatus.Done && Rune.IsLetter(rune);

    private static int LengthAt(string text, int place)
    {
        Rune.DecodeFromUtf16(text.AsSpan(place), out _, out int length);
        return length;
    }
}
