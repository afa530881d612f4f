using System.Globalization;
using System.Net;
using System.Text;

namespace NeuralCore.Samples;

/// <summary>Builds text with markup, HTML or SVG. Whatever is put into it by interpolation is escaped, unless it is markup itself.</summary>
public sealed class Html
{
    private readonly StringBuilder text = new();

    public static Html From(FormattableString markup) => new Html().Add(markup);

    public Html Add(FormattableString markup)
    {
        object?[] arguments = [.. markup.GetArguments().Select(Escaped)];
        text.AppendFormat(CultureInfo.InvariantCulture, markup.Format, arguments);
        return this;
    }

    public Html AddAll<T>(IEnumerable<T> items, Func<T, Html> markup)
    {
        foreach (T item in items)
            text.Append(markup(item).text);
        return this;
    }

    /// <summary>Adds text that is trusted as it is, such as a style sheet.</summary>
    public Html AddRaw(string markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => text.ToString();

    // Numbers stay numbers, so that formats in the holes still apply.
    private static object? Escaped(object? value) => value is string plain ? WebUtility.HtmlEncode(plain) : value;
}
