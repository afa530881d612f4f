using System.Globalization;

namespace NeuralCore.Samples;

/// <summary>Reads the values of options strictly: the same text means the same in every culture.</summary>
public static class OptionText
{
    private const NumberStyles Fraction = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;

    public static int Count(string option, string text, int most = int.MaxValue, int least = 1)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < least || value > most)
            throw Wrong(option, text, most == int.MaxValue ? $"a whole number of {least} or more" : $"a whole number from {least} to {most}");
        return value;
    }

    /// <summary>Refuses a number that is larger than what there is.</summary>
    /// <param name="option">The name of the option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="most">How many there are.</param>
    /// <param name="things">What there are, such as <c>images to train on</c>.</param>
    public static void AtMost(string option, int value, int most, string things)
    {
        if (value > most)
            throw new InputException(FormattableString.Invariant($"{option}: got {value}, but there are {most} {things}. Give 1 to {most}."));
    }

    public static ulong Seed(string option, string text)
    {
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
            throw Wrong(option, text, $"a whole number from 0 to {ulong.MaxValue}");
        return value;
    }

    public static float Rate(string option, string text) => Positive(option, text, "0.001 or 1e-3");

    /// <summary>A number above 0.</summary>
    /// <param name="option">The name of the option.</param>
    /// <param name="text">What was given.</param>
    /// <param name="example">What to name as an example.</param>
    public static float Positive(string option, string text, string example)
    {
        if (!float.TryParse(text, Fraction, CultureInfo.InvariantCulture, out float value) || !(value > 0 && float.IsFinite(value)))
            throw Wrong(option, text, $"a number above 0, such as {example}");
        return value;
    }

    public static T Choice<T>(string option, string text, IEnumerable<T> all, Func<T, string> name)
    {
        foreach (T choice in all)
        {
            if (string.Equals(name(choice), text, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        throw Wrong(option, text, "one of: " + string.Join(", ", all.Select(name)));
    }

    public static string Path(string option, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
            throw Wrong(option, text, "a path");
        return text;
    }

    private static InputException Wrong(string option, string text, string expected) =>
        new($"{option}: got \"{text}\", expected {expected}.");
}
