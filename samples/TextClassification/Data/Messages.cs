using System.Text;

namespace TextClassificationSample;

/// <summary>
/// Reads the SMS Spam Collection (Almeida and Hidalgo, 2011): a message in each line, after its label and a tab. Columns behind the message
/// are passed over, and a field may stand in quotation marks.
/// </summary>
internal static class Messages
{
    public static readonly DataFile File = new(
        "sms-spam",
        ["SMSSpamCollection", "SMSSpamCollection.tsv"],
        "Download https://archive.ics.uci.edu/static/public/228/sms+spam+collection.zip (CC BY 4.0) and unpack it.");

    private const string Spam = "spam";
    private const string Ham = "ham";

    /// <summary>The messages in the order of the file.</summary>
    /// <exception cref="InputException">A line is not a label and a message.</exception>
    public static IReadOnlyList<Message> Read(string path)
    {
        string[] lines = TextFile.Read(path).Split('\n');
        List<Message> messages = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
                messages.Add(ReadLine(lines[i], $"{path}, line {i + 1}"));
        }

        return messages;
    }

    private static Message ReadLine(string line, string place)
    {
        int tab = line.IndexOf('\t', StringComparison.Ordinal);
        if (tab < 0)
            throw new InputException($"{place}: there is no tab. Expected {Ham} or {Spam}, a tab, and the message.");
        string label = line[..tab];
        if (label is not (Ham or Spam))
            throw new InputException($"{place}: the first column is \"{Shortened(label)}\", expected {Ham} or {Spam}.");
        string text = FirstField(line[(tab + 1)..]);
        return string.IsNullOrWhiteSpace(text)
            ? throw new InputException($"{place}: the second column, the message, is empty.")
            : new Message(text, label is Spam);
    }

    // A field is quoted when a mark that closes it follows, else its first mark belongs to the message.
    private static string FirstField(string rest)
    {
        StringBuilder quoted = new();
        for (int i = 1; rest is ['"', ..] && i < rest.Length; i++)
        {
            bool isMark = rest[i] == '"';
            if (isMark && (i + 1 == rest.Length || rest[i + 1] == '\t'))
                return quoted.ToString();
            if (isMark && rest[i + 1] == '"')
                i++;
            quoted.Append(rest[i]);
        }

        return rest.Split('\t')[0];
    }

    private static string Shortened(string text) => text.Length <= 20 ? text : text[..20] + "...";
}
