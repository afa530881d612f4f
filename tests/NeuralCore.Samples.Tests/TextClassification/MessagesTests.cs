using System.Text;
using FluentAssertions;
using TextClassificationSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The file of messages, and how it is divided.</summary>
public sealed class MessagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Ok lar... Joking", "Ok lar... Joking")]
    [InlineData("Ok\t\t\t", "Ok")]
    [InlineData("Ok\t\t\t0", "Ok")]
    [InlineData("\"Nah, I don't\"\t\t\t", "Nah, I don't")]
    [InlineData("\"he said \"\"no\"\" twice\"\t\t\t", "he said \"no\" twice")]
    [InlineData("\"quoted to the end\"", "quoted to the end")]
    [InlineData("\"a mark that nothing closes", "\"a mark that nothing closes")]
    [InlineData("five\" tall\t", "five\" tall")]
    public void A_line_is_a_label_and_a_message(string rest, string expected)
    {
        Message[] messages = [.. Messages.Read(Write($"ham\t{rest}\nspam\t{rest}\n"))];
        messages.Should().Equal(new Message(expected, IsSpam: false), new Message(expected, IsSpam: true));
    }

    [Theory]
    [InlineData("ham\tone\u0085two\n", "one\u0085two")]
    [InlineData("ham\tone\u2028two\n", "one\u2028two")]
    [InlineData("ham\tone\u2029two\r\n", "one\u2029two")]
    [InlineData("ham\tone\ftwo\r", "one\ftwo")]
    public void Only_line_feeds_and_carriage_returns_end_a_line(string content, string expected) =>
        Messages.Read(Write(content)).Should().Equal(new Message(expected, IsSpam: false));

    [Fact]
    public void Line_ends_and_the_mark_of_utf8_do_not_matter() =>
        Messages.Read(Write("\uFEFFham\tone £\r\nspam\ttwo\r\n")).Should().Equal(new Message("one £", false), new Message("two", true));

    [Theory]
    [InlineData("ham one\n", "line 1: there is no tab. Expected ham or spam, a tab, and the message.")]
    [InlineData("ham\tone\nSpam\ttwo\n", "line 2: the first column is \"Spam\", expected ham or spam.")]
    [InlineData("ham\tone\nthis is the message and not the label\tham\n", "line 2: the first column is \"this is the message ...\", expected ham or spam.")]
    [InlineData("ham\tone\n\nspam\t\t\t\n", "line 3: the second column, the message, is empty.")]
    [InlineData("", "is empty. Give a file with text in it.")]
    public void What_is_no_message_is_explained_with_its_line(string content, string expected)
    {
        string path = Write(content);
        path.Invoking(Messages.Read).Should().Throw<InputException>().WithMessage($"{path}*{expected}");
    }

    [Theory]
    [InlineData("SMSSpamCollection")]
    [InlineData("SMSSpamCollection.tsv")]
    [InlineData("sms-spam/SMSSpamCollection")]
    [InlineData("sms-spam/SMSSpamCollection.tsv")]
    public void The_file_is_found_in_its_folder_with_and_without_an_extension(string name)
    {
        string path = folder.Write(name, [1]);
        Messages.File.Locate("--data", folder.Path).Should().Be(path);
        Messages.File.Locate("--data", path).Should().Be(path);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_explained_with_their_line()
    {
        string path = folder.Write("latin.tsv", [.. "ham\tone\nham\t"u8, 0xA3, .. "5\n"u8]);
        path.Invoking(Messages.Read).Should().Throw<InputException>().WithMessage($"{path}, line 2: these bytes are not UTF-8.*");
        path = folder.Write("old.tsv", [.. "ham\tone\rham\ttwo\r\nham\t"u8, 0xA3, .. "5\n"u8]);
        path.Invoking(Messages.Read).Should().Throw<InputException>().WithMessage($"{path}, line 3: these bytes are not UTF-8.*");
    }

    [Fact]
    public void A_fifth_of_each_kind_is_held_back_and_no_message_is_on_both_sides()
    {
        IEnumerable<Message> different = Enumerable.Range(0, 100).Select(i => new Message($"message {i}", IsSpam: i < 20));
        Message[] messages = [.. different, .. different.Take(50)];
        Division division = Division.Of(messages, "messages.tsv");
        division.Test.Count(message => message.IsSpam).Should().Be(4);
        division.Test.Count(message => !message.IsSpam).Should().Be(16);
        division.Training.Concat(division.Test).Should().HaveCount(100).And.OnlyHaveUniqueItems();
        Division.Of(messages, "messages.tsv").Test.Should().Equal(division.Test, "the division is always the same");
    }

    [Fact]
    public void Too_few_messages_are_explained()
    {
        Message[] messages = [.. Enumerable.Range(0, 9).Select(i => new Message($"{i}", IsSpam: i < 4))];
        messages.Invoking(all => Division.Of(all, "few.tsv")).Should().Throw<InputException>()
            .WithMessage("few.tsv is too short: it has 4 different messages of spam, expected 5 or more.");
    }

    private string Write(string content) => folder.Write("messages.tsv", Encoding.UTF8.GetBytes(content));
}
