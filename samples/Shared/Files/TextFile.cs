using System.Text;

namespace NeuralCore.Samples;

/// <summary>Reads texts strictly: what is not UTF-8 is an error, and not a question mark.</summary>
public static class TextFile
{
    // More than any text that a sample could learn in an hour.
    private const long MaximumBytes = 1L << 28;

    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The content of a file, with lines that end in a line feed.</summary>
    /// <exception cref="InputException">The file is empty, too large or not UTF-8.</exception>
    public static string Read(string path)
    {
        long length = new FileInfo(path).Length;
        if (length == 0)
            throw new InputException($"{path} is empty. Give a file with text in it.");
        if (length > MaximumBytes)
            throw new InputException($"{path} has {length} bytes, more than the limit of {MaximumBytes}. Give a part of it.");
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> content = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        try
        {
            return WithLineFeeds(strict.GetString(content));
        }
        catch (DecoderFallbackException problem)
        {
            string before = Encoding.UTF8.GetString(content[..Math.Max(0, problem.Index)]);
            int line = 1 + WithLineFeeds(before).Count(character => character == '\n');
            throw new InputException($"{path}, line {line}: these bytes are not UTF-8. Save the file as UTF-8 text.", problem);
        }
    }

    // The ends of lines of the usual systems and no others: a form feed or a next-line character (U+0085) within a message is not its end.
    private static string WithLineFeeds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
