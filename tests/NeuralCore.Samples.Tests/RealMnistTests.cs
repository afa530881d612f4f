using System.Globalization;
using FluentAssertions;
using NeuralCore.Datasets;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>What the project promises about MNIST.</summary>
[Collection(AppRuns.Collection)]
public sealed class RealMnistTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [RealMnistFact(isLong: true)]
    public void The_default_model_reaches_98_per_cent() => Accuracy("--seed", "1").Should().BeGreaterThanOrEqualTo(0.98);

    [RealMnistFact]
    public void Softmax_regression_reaches_92_per_cent() =>
        Accuracy("--model", "softmax", "--seed", "1").Should().BeGreaterThanOrEqualTo(0.92);

    [RealMnistFact]
    public void Threads_and_vector_widths_do_not_change_a_bit_of_the_model()
    {
        byte[] expected = Model([], "--threads", "1");
        Model([], "--threads", "2").Should().Equal(expected);
        Model(new() { ["DOTNET_EnableAVX512"] = "0" }, "--threads", "2").Should().Equal(expected);
        Model(new() { ["DOTNET_EnableAVX2"] = "0" }, "--threads", "2").Should().Equal(expected);
    }

    [RealMnistFact]
    public void Digits_in_pictures_are_read_as_well_as_digits_in_idx_files()
    {
        Accuracy("--model", "softmax", "--epochs", "2");
        LabeledImages test = Mnist.Load(RealMnist.Folder!).Test;
        int right = 0;
        for (int i = 0; i < 100; i++)
        {
            string picture = folder.Write("digit.png", MnistSample.PngWriter.Write(test.Image(i), 28, 28));
            SampleRun run = MnistRun.Of("--predict", picture, "--model", "softmax", "--out", folder.PathOf("out"));
            run.Output.Should().Contain("trained on MNIST\n");
            right += run.LastLine.Contains($": {test.Labels.Span[i]} (", StringComparison.Ordinal) ? 1 : 0;
        }

        right.Should().BeGreaterThanOrEqualTo(90);
    }

    private double Accuracy(params string[] arguments)
    {
        SampleRun run = MnistRun.Of(["--data", RealMnist.Folder!, "--out", folder.PathOf("out"), .. arguments]);
        run.ExitCode.Should().Be(0, run.Error);
        return double.Parse(run.LastLine.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    private byte[] Model(Dictionary<string, string> environment, params string[] arguments)
    {
        string[] all = ["--data", RealMnist.Folder!, "--model", "softmax", "--epochs", "1", "--out", folder.PathOf("out"), .. arguments];
        SampleRun run = ChildProcess.Run("Mnist.dll", environment, all);
        run.ExitCode.Should().Be(0, run.Error);
        return File.ReadAllBytes(folder.PathOf("out/model.safetensors"));
    }
}
