using System.Globalization;
using System.Text.RegularExpressions;
using FluentAssertions;
using TimeSeriesSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Runs of the sample that forecasts a series.</summary>
public sealed partial class TimeSeriesTests : IDisposable
{
    private static readonly string[] small = ["--weeks", "16", "--hidden", "24", "--epochs", "8", "--lr", "0.01"];

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
        run.Output.Should().Contain("Lstm(5 → 24").And.Contain("epoch 1/1: loss ").And.Contain($"Wrote {svg}");
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
    [InlineData("--svg /dev/null/forecast.svg", "--svg: the folder /dev/null cannot be written.")]
    public void Options_that_cannot_be_used_are_explained(string options, string expected)
    {
        SampleRun run = Run(options.Split(' '));
        run.Error.Should().StartWith("error: ").And.Contain(expected).And.NotContain("   at ");
        run.ExitCode.Should().Be(1);
        run.Output.Should().BeEmpty("it is seen before anything is computed");
    }

    [GeneratedRegex(@"^test MAE: ([0-9.]+) \(seasonal-naive ([0-9.]+)\), test RMSE: ([0-9.]+) \(seasonal-naive ([0-9.]+)\), training time: [0-9]+\.[0-9]{2} s$")]
    private static partial Regex LastLine();

    private static SampleRun Run(params string[] arguments) =>
        SampleRun.Of((output, error) => new TimeSeriesApp(output, error, isTerminal: false), arguments);

    private static string Errors(params string[] arguments)
    {
        SampleRun run = Run([.. small[..4], "--epochs", "1", .. arguments]);
        run.ExitCode.Should().Be(0, run.Error);
        return run.LastLine.Split(", training time")[0];
    }
}
