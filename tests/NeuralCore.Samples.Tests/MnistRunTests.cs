using System.Globalization;
using System.Text.RegularExpressions;
using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>What a run of the MNIST sample says and writes, on a few generated digits.</summary>
[Collection(AppRuns.Collection)]
public sealed partial class MnistRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Help_names_every_option()
    {
        SampleRun run = MnistRun.Of("--help");
        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        const string Options = "--data --dataset --model --epochs --batch --optimizer --lr --seed --threads --out --predict --help";
        foreach (string option in Options.Split(' '))
            run.Output.Should().Contain(option + " ");
    }

    [Fact]
    public void A_run_shows_the_model_a_line_for_each_epoch_and_last_the_result()
    {
        SampleRun run = Train("--epochs", "3");
        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("Dense(784 → ").And.Contain("Total");
        run.Output.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)).Should().HaveCount(3);
        run.Output.Should().NotMatchRegex("[\x00-\x09\x0B-\x1F]", "lines for a file hold no control characters");
        Match result = Result().Match(run.LastLine);
        result.Success.Should().BeTrue("it is {0}", run.LastLine);
        int right = int.Parse(result.Groups[2].Value, CultureInfo.InvariantCulture);
        double.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture).Should().BeApproximately(right / 200.0, 5e-5);
        right.Should().BeGreaterThan(100, "even a few digits teach more than chance");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Numbers_are_read_and_written_alike_in_every_culture(string culture)
    {
        CultureInfo usual = CultureInfo.CurrentCulture;
        string expected = Deterministic(Train("--epochs", "1", "--lr", "0.002", "--optimizer", "GRADIENTDESCENT"));
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            SampleRun run = Train("--epochs", "1", "--lr", "0.002", "--optimizer", "GRADIENTDESCENT");
            Deterministic(run).Should().Be(expected);
            run.LastLine.Should().MatchRegex(Result().ToString());
            File.ReadAllLines(folder.PathOf("out/history.csv")).Should().OnlyContain(line => line.Count(letter => letter == ',') == 7);
            File.ReadAllText(folder.PathOf("out/report.html")).Should().NotMatchRegex("(cx|y1)=\"[0-9]+,");
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }

        static string Deterministic(SampleRun run) => Regex.Replace(run.Output, "[0-9.]+ s(?=\n)", "s");
    }

    [Fact]
    public void Generated_digits_are_never_passed_off_as_mnist()
    {
        SampleRun run = Train("--epochs", "1");
        run.Output.Should().Contain("Data: generated digits, drawn by program: this is not MNIST");
        File.ReadAllText(folder.PathOf("out/report.html")).Should()
            .Contain("<h1>mlp on generated digits (not MNIST)</h1>").And.Contain("This is not MNIST");
        File.ReadAllText(folder.PathOf("out/history.csv")).Should().Contain(",generated digits (not MNIST)\n");
        string picture = folder.Write("seven.png", PngWriter.Write(Seven(), 28, 28));
        SampleRun prediction = MnistRun.Of("--predict", picture, "--out", folder.PathOf("out"));
        prediction.Output.Should().Contain("trained on generated digits (not MNIST)");
    }

    [Fact]
    public void The_report_is_one_file_that_needs_nothing_else()
    {
        Train("--epochs", "2");
        string report = File.ReadAllText(folder.PathOf("out/report.html"));
        report.Should().NotContain("http").And.NotContain("<script").And.NotContain("@import").And.NotContain("<link");
        Regex.Matches(report, "(?:src|href|url)\\s*[=(]\\s*\"?([^\" )]*)").Select(match => match.Groups[1].Value)
            .Should().NotBeEmpty().And.OnlyContain(value => value.StartsWith("data:image/png;base64,", StringComparison.Ordinal));
        report.Should().Contain("<svg").And.Contain("<polyline").And.Contain("class=\"confusion\"").And.Contain("class=\"gallery\"");
        const string Elements = "(section|figure|table|svg|div|g|tr|td|th|p|span|main|header)";
        Regex.Matches(report, $"<{Elements}[ >]").Count
            .Should().Be(Regex.Matches(report, $"</{Elements}>").Count, "every element is closed");
    }

    [Fact]
    public void The_history_is_a_table_with_a_line_for_each_epoch()
    {
        Train("--epochs", "3");
        string[][] lines = [.. File.ReadAllLines(folder.PathOf("out/history.csv")).Select(line => line.Split(','))];
        string[] names = ["epoch", "loss", "accuracy", "validation_loss", "validation_accuracy", "seconds", "examples_per_second", "data"];
        lines[0].Should().Equal(names);
        lines.Should().HaveCount(4);
        lines.Skip(1).Select(line => line[0]).Should().Equal("1", "2", "3");
        foreach (string[] line in lines.Skip(1))
        {
            line.Should().HaveCount(8);
            double.Parse(line[2], CultureInfo.InvariantCulture).Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public void The_seed_alone_decides_the_model()
    {
        byte[] one = Model("--seed", "7", "--threads", "1");
        Model("--seed", "7", "--threads", "2").Should().Equal(one);
        Model("--seed", "8", "--threads", "1").Should().NotEqual(one);
    }

    [Theory]
    [InlineData("mlp", "2")]
    [InlineData("cnn", "1")]
    public void The_rehearsal_leaves_no_trace_in_the_model(string model, string epochs)
    {
        string[] arguments = ["--dataset", "generated", "--model", model, "--epochs", epochs, "--seed", "7"];
        MnistRun.Of([.. arguments, "--out", folder.PathOf("out")]).ExitCode.Should().Be(0);

        // The same without the program around it, and so without a rehearsal.
        GlobalRandom.Seed = 7;
        Settings settings = new CommandLine().Parse(arguments, TextWriter.Null)!;
        Layer plain = settings.Model.Create();
        Digits digits = MnistRun.Search.Find(settings, TextWriter.Null, CancellationToken.None);
        (IDataset training, IDataset validation) = Learning.Divide(digits.Train, settings.Seed);
        Learning.Run(plain, settings, training, validation, new Progress<TrainingProgress>(), CancellationToken.None);
        ModelFile.Save(plain, folder.PathOf("plain"), settings.Model, digits);
        File.ReadAllBytes(folder.PathOf("plain")).Should().Equal(File.ReadAllBytes(folder.PathOf("out/model.safetensors")));
    }

    [Theory]
    [InlineData("gradientdescent")]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    public void Every_optimizer_learns_with_its_default_rate(string optimizer)
    {
        SampleRun run = Train("--optimizer", optimizer, "--model", "softmax", "--epochs", "20", "--batch", "32");
        run.ExitCode.Should().Be(0, run.Error);
        double.Parse(Result().Match(run.LastLine).Groups[1].Value, CultureInfo.InvariantCulture).Should().BeGreaterThan(0.75);
    }

    [Fact]
    public void A_picture_and_an_idx_file_are_classified_with_a_probability()
    {
        Train("--epochs", "20", "--batch", "32");
        byte[] seven = DigitCentring.Centre(new GreyImage(28, 28, Seven()), "seven");
        string picture = folder.Write("seven.png", PngWriter.Write([.. seven.Select(pixel => (byte)(255 - pixel))], 28, 28));
        string idx = folder.Write("two", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, .. seven, .. seven]);

        SampleRun one = MnistRun.Of("--predict", picture, "--out", folder.PathOf("out"));
        one.LastLine.Should().MatchRegex(@"seven\.png: 7 \(probability 0\.[0-9]{4}\)$");
        SampleRun two = MnistRun.Of("--predict", idx, "--out", folder.PathOf("out"));
        two.Output.Should().MatchRegex(@"two, image 0: 7 \(probability 0\.[0-9]{4}\)\n.*two, image 1: 7 \(probability 0\.[0-9]{4}\)\n$");
    }

    [Fact]
    public void Stopping_keeps_the_best_weights_and_writes_everything()
    {
        using CancellationTokenSource stop = new();
        SampleRun run = MnistRun.Of(
            new StopAt(stop, "epoch "), stop.Token, "--dataset", "generated", "--epochs", "50", "--out", folder.PathOf("out"));
        run.ExitCode.Should().Be(130);
        run.Output.Should().Contain("Stopped after 1 of 50 epochs. The weights are the best so far, those of epoch 1.");
        run.LastLine.Should().MatchRegex(Result().ToString());
        File.ReadAllLines(folder.PathOf("out/history.csv")).Should().HaveCount(2);
        File.ReadAllText(folder.PathOf("out/report.html")).Should().Contain("Training was stopped after 1 of 50 epochs.");
        Directory.GetFiles(folder.PathOf("out")).Should().HaveCount(3);
    }

    [Fact]
    public void Stopping_a_prediction_says_how_far_it_came()
    {
        Train("--model", "softmax", "--epochs", "1").ExitCode.Should().Be(0);
        string file = folder.Write("three", [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[3 * 784]]);
        using CancellationTokenSource stop = new();
        SampleRun run = MnistRun.Of(
            new StopAt(stop, $"{file}, image 1"), stop.Token, "--model", "softmax", "--predict", file, "--out", folder.PathOf("out"));
        run.ExitCode.Should().Be(130);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain(", image 0: ").And.NotContain(", image 2: ");
        run.LastLine.Should().Be("Stopped after 2 of 3 images.");
    }

    [Fact]
    public void Stopping_before_training_writes_nothing()
    {
        SampleRun run = MnistRun.Of(
            new StringWriter(), new CancellationToken(canceled: true), "--dataset", "generated", "--out", folder.PathOf("out"));
        run.ExitCode.Should().Be(130);
        run.Error.Should().Contain("nothing was written");
        Directory.Exists(folder.PathOf("out")).Should().BeFalse();
    }

    [GeneratedRegex(@"^test accuracy: ([01]\.[0-9]{4}) \(([0-9]+)/200\), training time: [0-9]+\.[0-9]{2} s$")]
    private static partial Regex Result();

    private SampleRun Train(params string[] arguments) =>
        MnistRun.Of(["--dataset", "generated", "--out", folder.PathOf("out"), .. arguments]);

    private byte[] Model(params string[] arguments)
    {
        Train(["--epochs", "2", .. arguments]).ExitCode.Should().Be(0);
        return File.ReadAllBytes(folder.PathOf("out/model.safetensors"));
    }

    // A bar on top and a slanted stroke.
    private static byte[] Seven()
    {
        byte[] pixels = new byte[28 * 28];
        for (int y = 5; y < 24; y++)
        {
            int stroke = 18 - ((y - 5) / 2);
            for (int x = 8; x < 20; x++)
                pixels[(y * 28) + x] = y < 7 || (x >= stroke && x < stroke + 2) ? (byte)255 : (byte)0;
        }

        return pixels;
    }
}
