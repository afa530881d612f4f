using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using TextClassificationSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Runs of the sample that tells spam from ham.</summary>
[Collection(AppRuns.Collection)]
public sealed partial class TextClassificationTests : IDisposable
{
    private const string RealFile = "sms-spam/SMSSpamCollection.tsv";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [RealDataFact(RealFile, isLong: true)]
    public void Real_messages_are_told_apart_with_every_seed()
    {
        foreach (string seed in new[] { "0", "1", "2" })
        {
            SampleRun run = Run("--data", RealDataFactAttribute.Folder, "--seed", seed);
            (double accuracy, double f1) = Result(run);
            accuracy.Should().BeGreaterThanOrEqualTo(0.98);
            f1.Should().BeGreaterThanOrEqualTo(0.90);
            run.Output.Should().Contain("5,574 messages, of which 5,171 differ").And.Contain("1,033 to test with, 130 of them spam");
        }
    }

    [RealDataFact(RealFile, isLong: true)]
    public void A_message_of_the_users_is_classified()
    {
        Run("--data", RealDataFactAttribute.Folder, "--message", "URGENT! You won £1000, call 09061234567 to claim")
            .Output.Should().MatchRegex(@"\nspam \(probability of spam (1\.0000|0\.9[0-9]{3})\): URGENT!");
        Run("--data", RealDataFactAttribute.Folder, "--message", "ok see you at home then")
            .Output.Should().MatchRegex(@"\nham  \(probability of spam 0\.0[0-9]{3}\): ok see");
    }

    [Fact]
    public void A_run_shows_the_model_a_line_for_each_epoch_and_last_the_scores()
    {
        SampleRun run = Run("--data", Generated(), "--epochs", "10", "--batch", "8");
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("BagOfWords(").And.Contain("Total").And.NotContain("validation");
        run.Output.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)).Should().HaveCount(10);
        run.Output.Should().NotMatchRegex("[\x00-\x09\x0B-\x1F]", "lines for a file hold no control characters");
        Result(run).Should().Be((1, 1), "its words give each generated message away");
    }

    [Fact]
    public void The_seed_alone_decides_the_losses()
    {
        string[] one = Epochs("--seed", "7", "--threads", "1");
        one.Should().HaveCount(2);
        Epochs("--seed", "7", "--threads", "2").Should().Equal(one);
        Epochs("--seed", "8", "--threads", "1").Should().NotEqual(one);
    }

    [Fact]
    public void Help_names_every_option()
    {
        SampleRun run = Run("--help");
        run.ExitCode.Should().Be(0);
        foreach (string option in "--data --epochs --batch --lr --message --seed --threads --help".Split(' '))
            run.Output.Should().Contain(option + " ");
    }

    [Theory]
    [InlineData("--epochs 0", "--epochs: got \"0\", expected a whole number of 1 or more.")]
    [InlineData("--batch x", "--batch: got \"x\", expected a whole number of 1 or more.")]
    [InlineData("--batch 283", "--batch: got 283, but there are 282 messages to learn from. Give 1 to 282.")]
    [InlineData("--lr -1", "--lr: got \"-1\", expected a number above 0, such as 0.001 or 1e-3.")]
    [InlineData("--lr 1e30", "Try a smaller learning rate")]
    [InlineData("--seed a", "--seed: got \"a\", expected a whole number from 0 to 18446744073709551615.")]
    [InlineData("--threads 1025", "--threads: got \"1025\", expected a whole number from 1 to 1024.")]
    [InlineData("--messages hello", "Unknown argument \"--messages\". Did you mean --message?")]
    public void Options_that_cannot_be_used_are_explained(string options, string expected) =>
        Explained(expected, ["--data", Generated(), .. options.Split(' ')]);

    [Fact]
    public void Files_that_cannot_be_used_are_explained()
    {
        Explained("--data: there is no file none.tsv, nor SMSSpamCollection or SMSSpamCollection.tsv in a folder of this name.", "--data", "none.tsv");
        Explained("SMSSpamCollection.tsv in a folder of this name. Download https://archive.ics.uci.edu/static/public/228/", "--data", folder.Path);
        Explained("is empty. Give a file with text in it.", "--data", Write(""));
        Explained("is too short: it has 0 different messages of spam, expected 5 or more.", "--data", Write("ham\ta\nham\tb\nham\tc\nham\td\nham\te\n"));
        Explained("messages.tsv, line 1: the first column is \"label\"", "--data", Write("label\tmessage\nham\tone\n"));
    }

    [Fact]
    public void Without_data_it_says_where_to_get_them()
    {
        SampleRun run = ChildProcess.Run("TextClassification.dll", new Dictionary<string, string> { ["NEURALCORE_DATA"] = "" });
        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("error: No SMSSpamCollection or SMSSpamCollection.tsv: --data is not given, and NEURALCORE_DATA names no folder.")
            .And.Contain("Download https://archive.ics.uci.edu/static/public/228/sms+spam+collection.zip ");
        run = ChildProcess.Run("TextClassification.dll", new Dictionary<string, string> { ["NEURALCORE_DATA"] = folder.Path });
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain($"it is neither in {folder.Path} (named by NEURALCORE_DATA) nor in its folder sms-spam.");
    }

    [Fact]
    public void Stopping_before_training_ends_at_once()
    {
        StringWriter output = new() { NewLine = "\n" };
        SampleRun run = SampleRun.Of(Create, output, new CancellationToken(canceled: true), "--data", Generated());
        run.ExitCode.Should().Be(130);
        run.Error.Should().Contain("Stopped before training began");
    }

    [Fact]
    public void Stopping_still_classifies_and_measures()
    {
        using CancellationTokenSource stop = new();
        SampleRun run = SampleRun.Of(Create, new StopAt(stop, "epoch "), stop.Token, "--data", Generated(), "--epochs", "1000");
        run.ExitCode.Should().Be(130);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("\nStopped after 1 of 1000 epochs.\n").And.Contain("(probability of spam ");
        run.LastLine.Should().MatchRegex(LastLine().ToString());
    }

    [GeneratedRegex(@"^test accuracy: ([01]\.[0-9]{4}) \([0-9]+/[0-9]+\), F1 of spam: ([01]\.[0-9]{4}), training time: [0-9]+\.[0-9]{2} s$")]
    private static partial Regex LastLine();

    private static TextClassificationApp Create(TextWriter output, TextWriter error) => new(output, error, isTerminal: false);

    private static SampleRun Run(params string[] arguments) => SampleRun.Of(Create, arguments);

    private static (double Accuracy, double F1) Result(SampleRun run)
    {
        run.ExitCode.Should().Be(0, run.Error);
        Match match = LastLine().Match(run.LastLine);
        match.Success.Should().BeTrue("it is {0}", run.LastLine);
        return (Number(1), Number(2));

        double Number(int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    private static void Explained(string expected, params string[] arguments)
    {
        SampleRun run = Run(arguments);
        run.Error.Should().StartWith("error: ").And.Contain(expected).And.NotContain("   at ");
        run.ExitCode.Should().Be(1);
        run.Output.Should().NotContain("test accuracy");
    }

    private string[] Epochs(params string[] arguments)
    {
        // Long messages in large batches, so that there is work to be divided: 128 x 61 vectors of 32 numbers.
        SampleRun run = Run(["--data", Generated(words: 60), "--epochs", "2", "--batch", "128", .. arguments]);
        run.ExitCode.Should().Be(0, run.Error);
        return [.. run.Output.Split('\n').Where(line => line.StartsWith("epoch", StringComparison.Ordinal)).Select(line => line.Split(';')[0])];
    }

    // 400 messages, of which a fourth begin with a word that spam alone has. Others follow that say nothing.
    private string Generated(int words = 2)
    {
        Rng rng = new(1);
        string[] others = [.. Enumerable.Range(0, 30).Select(i => $"w{(char)('a' + (i % 26))}{(i < 26 ? "x" : "y")}")];
        StringBuilder text = new();
        for (int i = 0; i < 400; i++)
        {
            bool isSpam = i % 4 == 0;
            text.Append(isSpam ? "spam\tprize" : "ham\thello");
            for (int word = 0; word < words; word++)
                text.Append(' ').Append(others[rng.NextInteger(30)]);
            text.Append('\n');
        }

        return Write(text.ToString());
    }

    private string Write(string content) => folder.Write("messages.tsv", Encoding.UTF8.GetBytes(content));
}
