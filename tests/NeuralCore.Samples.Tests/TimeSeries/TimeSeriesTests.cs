using System.Globalization;
using System.Text.RegularExpressions;
using FluentAssertions;
using TimeSeriesSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Runs of the sample that forecasts a series.</summary>
[Collection(AppRuns.Collection)]
public sealed partial class TimeSeriesTests : IDisposable
{
    private static readonly string[] small = ["--weeks", "16", "--hidden", "12", "--epochs", "6", "--lr", "0.02"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    public void Even_a_small_network_forecasts_better_than_the_season_before(string seed)
    {
        SampleRun run = Run([.. small, "--seed", seed]);
        run.ExitCode.Should().Be(0, run.Error);
        Match match = LastLine().Match(run.LastLine);
        match.Success.Should().BeTrue("it is {0}", run.LastLine);
        double[] errors = [.. match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
        errors[0].Should().BeLessThan(errors[1]);
        errors[2].Should().BeLessThan(errors[3]);
    }

    [Fact]
    public void A_run_shows_the_model_the_epochs_and_the_forecast()
    {
        string svg = folder.PathOf("forecast.svg");
        SampleRun run = Run([.. small[..4], "--epochs", "1", "--svg", svg]);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("Lstm(5 → 12").And.Contain("epoch 1/1: loss ").And.Contain($"Wrote {svg}");
        run.Output.Should().Contain(" o ").And.Contain("┤").And.Contain("Mon       Tue");
        run.Output.Should().NotMatchRegex("[\x00-\x09\x0B-\x1F]", "lines for a file hold no control characters");
        File.ReadAllText(svg).Should().StartWith("<svg").And.EndWith("</svg>\n");
    }

    [Fact]
    public void The_seed_alone_decides_the_forecast()
    {
        string one = Errors("--seed", "7", "--threads", "1");
        Errors("--seed", "7", "--threads", "2").Should().Be(one);
        Errors("--seed", "8", "--threads", "1").Should().NotBe(one);
    }

    [Fact]
    public void Help_names_every_option()
    {
        SampleRun run = Run("--help");
        run.ExitCode.Should().Be(0);
        foreach (string option in "--weeks --hidden --epochs --lr --svg --seed --threads --help".Split(' '))
            run.Output.Should().Contain(option + " ");
    }

    [Theory]
    [InlineData("--weeks 9", "--weeks: got \"9\", expected a whole number from 10 to 520.")]
    [InlineData("--weeks ten", "--weeks: got \"ten\", expected a whole number from 10 to 520.")]
    [InlineData("--hidden 0", "--hidden: got \"0\", expected a whole number from 1 to 1024.")]
    [InlineData("--epochs -3", "--epochs: got \"-3\", expected a whole number of 1 or more.")]
    [InlineData("--lr nan", "--lr: got \"nan\", expected a number above 0")]
    [InlineData("--week 12", "Unknown argument \"--week\". Did you mean --weeks?")]
    [InlineData("--svg /", "--svg: / is a folder. Name a file in it.")]
    public void Options_that_cannot_be_used_are_explained(string options, string expected)
    {
        SampleRun run = Run(options.Split(' '));
        run.Error.Should().StartWith("error: ").And.Contain(expected).And.NotContain("   at ");
        run.ExitCode.Should().Be(1);
        run.Output.Should().BeEmpty("it is seen before anything is computed");
    }

    [Fact]
    public void A_picture_that_has_no_place_is_explained()
    {
        string file = folder.Write("file", []);
        SampleRun run = Run("--svg", folder.PathOf("file/forecast.svg"));
        run.Error.Should().StartWith($"error: --svg: the folder {file} cannot be written.");
        run.ExitCode.Should().Be(1);
        folder.FileNames().Should().Equal("file");
    }

    [Fact]
    public void Stopping_before_training_leaves_no_folder()
    {
        SampleRun run = SampleRun.Of(
            Create, new StringWriter { NewLine = "\n" }, new CancellationToken(canceled: true), [.. small, "--svg", folder.PathOf("new/deep/forecast.svg")]);
        run.ExitCode.Should().Be(130);
        run.Error.Should().Be("Stopped before training began; nothing was written.\n");
        Directory.Exists(folder.PathOf("new")).Should().BeFalse();
    }

    [Fact]
    public void A_learning_rate_that_is_too_large_is_explained_and_leaves_no_folder()
    {
        SampleRun run = Run([.. small[..4], "--lr", "3e38", "--svg", folder.PathOf("new/forecast.svg")]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("error: ").And.Contain("Try a smaller learning rate");
        Directory.Exists(folder.PathOf("new")).Should().BeFalse();
    }

    [Fact]
    public void Stopping_still_forecasts_and_draws()
    {
        using CancellationTokenSource stop = new();
        string svg = folder.PathOf("new/forecast.svg");
        SampleRun run = SampleRun.Of(
            Create, new StopAt(stop, "epoch "), stop.Token, [.. small[..4], "--epochs", "1000", "--svg", svg]);
        run.ExitCode.Should().Be(130);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("\nStopped after 1 of 1000 epochs.\n").And.Contain("the best   MAE").And.Contain($"\nWrote {svg}\ntest MAE: ");
        run.LastLine.Should().MatchRegex(LastLine().ToString());
        File.Exists(svg).Should().BeTrue();
    }

    [GeneratedRegex(@"^test MAE: ([0-9.]+) \(seasonal-naive ([0-9.]+)\), test RMSE: ([0-9.]+) \(seasonal-naive ([0-9.]+)\), training time: [0-9]+\.[0-9]{2} s$")]
    private static partial Regex LastLine();

    private static TimeSeriesApp Create(TextWriter output, TextWriter error) => new(output, error, isTerminal: false);

    private static SampleRun Run(params string[] arguments) => SampleRun.Of(Create, arguments);

    private static string Errors(params string[] arguments)
    {
        SampleRun run = Run([.. small[..4], "--epochs", "1", .. arguments]);
        run.ExitCode.Should().Be(0, run.Error);
        return run.LastLine.Split(", training time")[0];
    }
}
