using System.Globalization;

namespace MnistSample;

/// <summary>Reads the values of options strictly: the same text means the same in every culture.</summary>
internal static class OptionText
{
    public static int Count(string option, string text, int most = int.MaxValue)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < 1 || value > most)
            throw Wrong(option, text, most == int.MaxValue ? "a whole number of 1 or more" : $"a whole number from 1 to {most}");
        return value;
    }

    public static ulong Seed(string option, string text)
    {
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
            throw Wrong(option, text, $"a whole number from 0 to {ulong.MaxValue}");
        return value;
    }

    public static float Rate(string option, string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (!float.TryParse(text, Style, CultureInfo.InvariantCulture, out float value) || !(value > 0 && float.IsFinite(value)))
            throw Wrong(option, text, "a number above 0, such as 0.001 or 1e-3");
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

    public static DatasetChoice Dataset(string option, string text) => Choice(
        option, text, [DatasetChoice.Mnist, DatasetChoice.Generated], choice => choice == DatasetChoice.Mnist ? "mnist" : "generated");

    public static string Path(string option, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
            throw Wrong(option, text, "a path");
        return text;
    }

    private static InputException Wrong(string option, string text, string expected) =>
        new($"{option}: got \"{text}\", expected {expected}.");
}
