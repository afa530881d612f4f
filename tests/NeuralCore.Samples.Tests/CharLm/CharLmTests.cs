using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CharLmSample;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Runs of the sample that learns a text character by character.</summary>
[Collection(AppRuns.Collection)]
public sealed partial class CharLmTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [RealDataFact("tinyshakespeare/input.txt", isLong: true)]
    public void A_part_of_the_real_text_is_learned_in_seconds()
    {
        string text = File.ReadAllText(Path.Combine(RealDataFactAttribute.Folder, "tinyshakespeare", "input.txt"));
        SampleRun run = Run("--text", Write(text[..200_000]), "--hidden", "96", "--epochs", "2", "--lr", "0.01");
        Bits(run).Should().BeLessThan(3, "the frequencies of the letters alone give 4.8 bits");
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void A_text_that_repeats_itself_is_learned_by_heart(string cell)
    {
        SampleRun run = Run("--text", Abc(), "--cell", cell, "--hidden", "24", "--epochs", "16", "--lr", "0.04", "--prompt", "cde", "--length", "40");
        Bits(run).Should().BeLessThan(0.1);
        run.Output.Should().Contain("\ncdefghijklmnopqrstuvwxyz\nabcdefghijklmnop");
        run.Output.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)).Should().HaveCount(16);
        run.Output.Should().Contain("CharacterModel").And.Contain("27 different characters").And.NotMatchRegex("[\x00-\x09\x0B-\x1F]");
    }

    [Fact]
    public void The_seed_alone_decides_the_text_and_the_measure()
    {
        string[] one = Told("--seed", "7", "--threads", "1");
        Told("--seed", "7", "--threads", "2").Should().Equal(one);
        Told("--seed", "8", "--threads", "1").Should().NotEqual(one);
    }

    [Fact]
    public void Help_names_every_option()
    {
        SampleRun run = Run("--help");
        run.ExitCode.Should().Be(0);
        foreach (string option in "--text --cell --hidden --epochs --lr --prompt --length --temperature --seed --threads --help".Split(' '))
            run.Output.Should().Contain(option + " ");
    }

    [Theory]
    [InlineData("--temperature 0", "--temperature: got \"0\", expected a number above 0, such as 0.7.")]
    [InlineData("--temperature warm", "--temperature: got \"warm\", expected a number above 0, such as 0.7.")]
    [InlineData("--cell rnn", "--cell: got \"rnn\", expected one of: lstm, gru.")]
    [InlineData("--hidden 0", "--hidden: got \"0\", expected a whole number from 1 to 4096.")]
    [InlineData("--length 0", "--length: got \"0\", expected a whole number from 1 to 1000000.")]
    [InlineData("--epochs 0", "--epochs: got \"0\", expected a whole number of 1 or more.")]
    [InlineData("--prompt A", "--prompt: the character \"A\" does not occur in ")]
    [InlineData("--temp 1", "Unknown argument \"--temp\". Did you mean --temperature?")]
    public void Options_that_cannot_be_used_are_explained(string options, string expected) =>
        Explained(expected, ["--text", Abc(), .. options.Split(' ')]);

    [Fact]
    public void Texts_that_cannot_be_used_are_explained()
    {
        Explained("--text: there is no file none.txt, nor input.txt in a folder of this name. Download https://raw.githubusercontent.com/", "--text", "none.txt");
        Explained("is empty. Give a file with text in it.", "--text", Write(""));
        Explained("is too short: it has 4999 characters, expected 5000 or more, of which a tenth is held back.", "--text", Write(new string('x', 4999)));
        Explained("all characters are the same. There is nothing to learn.", "--text", Write(new string('x', 5000)));
        Explained("line 2: these bytes are not UTF-8.", "--text", folder.Write("text.txt", [(byte)'a', (byte)'\n', 0xFF]));
    }

    [Fact]
    public void A_learning_rate_that_is_too_large_is_explained()
    {
        SampleRun run = Run("--text", Abc(), "--hidden", "8", "--lr", "3e38");
        run.ExitCode.Should().Be(1);
        run.Error.Should().MatchRegex("^error: The loss became (NaN|Infinity), .* Try a smaller learning rate than --lr 3E\\+38\\.\n$");
    }

    [Fact]
    public void Stopping_still_measures_and_writes()
    {
        using CancellationTokenSource stop = new();
        SampleRun run = SampleRun.Of(Create, new StopAt(stop, "epoch "), stop.Token, "--text", Abc(), "--hidden", "8", "--epochs", "1000");
        run.ExitCode.Should().Be(130);
        run.Output.Should().Contain("Stopped after 1 of 1000 epochs.");
        run.LastLine.Should().MatchRegex(LastLine().ToString());
    }

    [Fact]
    public void Stopping_the_writing_shows_what_is_written_and_measures_nothing()
    {
        // The empty line after that of the last epoch comes when the training is over.
        using CancellationTokenSource stop = new();
        SampleRun run = Stopped(stop, new StopAt(stop, "", after: "epoch 1/1"), length: "1000000");
        run.Output.Should().EndWith("\n\nabc\n\nStopped after 0 of 1,000,000 characters.\nStopped before the held-out text was measured.\n");
        run.Output.Should().NotContain("epochs.");
    }

    [Fact]
    public void Stopping_the_measurement_is_said()
    {
        using CancellationTokenSource stop = new();
        SampleRun run = Stopped(stop, new StopAt(stop, "abc"), length: "10");
        run.Output.Should().MatchRegex("\nabc[a-z\n]+\n\nStopped before the held-out text was measured.\n$").And.NotContain("Stopped after");
    }

    [Fact]
    public void Reports_name_their_epoch_and_the_speed()
    {
        Settings settings = new CommandLine().Parse(["--text", Abc(), "--hidden", "8", "--epochs", "2"], TextWriter.Null)!;
        TextSource source = TextSource.Read(settings.Text);
        Reports reports = new();
        CharacterTraining training = new(new CharacterModel(source.Alphabet.Count, 8, settings.Cell), source, settings, reports);
        var clock = Stopwatch.StartNew();
        training.Run(CancellationToken.None).Should().Be(2);
        training.Time.Should().BePositive().And.BeLessThan(clock.Elapsed);
        WorkProgress[] ends = [.. reports.All.Where(report => report.Line is not null)];
        ends.Select(report => (report.Done, report.Total, report.Stage)).Should().Equal((1, 2, "epoch 1/2"), (2, 2, "epoch 2/2"));
        reports.All.Should().OnlyContain(report => Regex.IsMatch(report.Speed, "^[1-9][0-9,]* characters/s$"));
    }

    [GeneratedRegex(@"^bits per character on held-out text: ([0-9]+\.[0-9]{4}), training time: [0-9]+\.[0-9]{2} s$")]
    private static partial Regex LastLine();

    private static CharLmApp Create(TextWriter output, TextWriter error) => new(output, error, isTerminal: false);

    private static SampleRun Run(params string[] arguments) => SampleRun.Of(Create, arguments);

    private SampleRun Stopped(CancellationTokenSource stop, StopAt output, string length)
    {
        SampleRun run = SampleRun.Of(
            Create, output, stop.Token, "--text", Abc(), "--hidden", "8", "--epochs", "1", "--prompt", "abc", "--length", length);
        run.ExitCode.Should().Be(130);
        run.Error.Should().BeEmpty();
        return run;
    }

    private static double Bits(SampleRun run)
    {
        run.ExitCode.Should().Be(0, run.Error);
        Match match = LastLine().Match(run.LastLine);
        match.Success.Should().BeTrue("it is {0}", run.LastLine);
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static void Explained(string expected, params string[] arguments)
    {
        SampleRun run = Run(arguments);
        run.Error.Should().StartWith("error: ").And.Contain(expected).And.NotContain("   at ");
        run.ExitCode.Should().Be(1);
        run.Output.Should().BeEmpty("it is seen before anything is computed");
    }

    // All that a run says, but for the times.
    private string[] Told(params string[] arguments)
    {
        SampleRun run = Run(["--text", Abc(), "--hidden", "16", "--epochs", "1", "--length", "50", .. arguments]);
        run.ExitCode.Should().Be(0, run.Error);
        string[] lines = run.Output.Split("Training: ")[1].Split('\n');
        return [.. lines.Skip(1).Select(line => Regex.Replace(line, "[0-9.]+ s$", "s"))];
    }

    // The alphabet in lines, 6,000 characters and more.
    private string Abc() => Write(string.Concat(Enumerable.Repeat("abcdefghijklmnopqrstuvwxyz\n", 225)));

    private string Write(string content) => folder.Write("text.txt", Encoding.UTF8.GetBytes(content));

    private sealed class Reports : IProgress<WorkProgress>
    {
        public List<WorkProgress> All { get; } = [];

        public void Report(WorkProgress value) => All.Add(value);
    }
}
