using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Whatever cannot be used ends the program with code 1, says what to do, and leaves nothing behind.</summary>
[Collection(AppRuns.Collection)]
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--epoch 3", "Unknown argument \"--epoch\". Did you mean --epochs? The options are --batch, --data, --dataset, ")]
    [InlineData("stray", "Unknown argument \"stray\". The options are --batch, ")]
    [InlineData("--epochs", "--epochs")]
    [InlineData("--epochs 1 --epochs 2", "--epochs")]
    [InlineData("--epochs 0", "--epochs: got \"0\", expected a whole number of 1 or more.")]
    [InlineData("--epochs -1", "--epochs: got \"-1\", expected a whole number of 1 or more.")]
    [InlineData("--epochs 2.5", "--epochs: got \"2.5\", expected a whole number of 1 or more.")]
    [InlineData("--epochs 99999999999", "--epochs: got \"99999999999\", expected a whole number of 1 or more.")]
    [InlineData("--batch 0", "--batch: got \"0\", expected a whole number of 1 or more.")]
    [InlineData("--batch 551", "--batch: got 551, but there are 550 images to train on. Give 1 to 550.")]
    [InlineData("--lr nan", "--lr: got \"nan\", expected a number above 0, such as 0.001 or 1e-3.")]
    [InlineData("--lr infinity", "--lr: got \"infinity\", expected a number above 0")]
    [InlineData("--lr 1e999", "--lr: got \"1e999\", expected a number above 0")]
    [InlineData("--lr 0", "--lr: got \"0\", expected a number above 0")]
    [InlineData("--lr -0.1", "--lr: got \"-0.1\", expected a number above 0")]
    [InlineData("--lr 0,1", "--lr: got \"0,1\", expected a number above 0")]
    [InlineData("--lr 1e30", "Try a smaller learning rate")]
    [InlineData("--optimizer adamm", "--optimizer: got \"adamm\", expected one of: gradientdescent, sgd, momentum, adam, adamw, rmsprop, adagrad.")]
    [InlineData("--model rnn", "--model: got \"rnn\", expected one of: mlp, cnn, softmax.")]
    [InlineData("--dataset fashion", "--dataset: got \"fashion\", expected one of: mnist, generated.")]
    [InlineData("--seed -1", "--seed: got \"-1\", expected a whole number from 0 to 18446744073709551615.")]
    [InlineData("--threads 0", "--threads: got \"0\", expected a whole number from 1 to 1024.")]
    [InlineData("--data missing-folder", "Leave out one of them.")]
    public void Options_that_cannot_be_used_are_explained(string options, string expected)
    {
        // Generated digits unless the case says otherwise: nothing here may depend on a network.
        string[] dataset = options.Contains("--dataset", StringComparison.Ordinal) ? [] : ["--dataset", "generated"];
        Explained(expected, [.. dataset, .. options.Split(' '), "--out", folder.PathOf("out")]);
        Directory.Exists(folder.PathOf("out")).Should().BeFalse();
    }

    [Fact]
    public void A_missing_data_folder_is_never_passed_over() =>
        Explained($"There is no folder {folder.PathOf("none")}", "--data", folder.PathOf("none"), "--out", folder.PathOf("out"));

    [Fact]
    public void A_data_folder_without_the_files_is_never_passed_over() =>
        Explained("lacks 4 of the 4 MNIST files", "--data", folder.Path, "--out", folder.PathOf("out"));

    [Fact]
    public void A_damaged_data_file_is_named()
    {
        string[] names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
        foreach (string name in names)
            folder.Write(name, [0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3]);
        Explained("train-labels-idx1-ubyte, byte 11 of the content", "--data", folder.Path, "--out", folder.PathOf("out"));
        Directory.Exists(folder.PathOf("out")).Should().BeFalse();
    }

    [Fact]
    public void An_output_folder_that_is_a_file_is_refused()
    {
        string file = folder.Write("taken", [1]);
        Explained($"--out: the folder {file} cannot be written.", "--dataset", "generated", "--out", file);
        File.ReadAllBytes(file).Should().Equal(1);
    }

    [Fact]
    public void A_prediction_needs_a_trained_model() =>
        Explained("There is no trained model", "--predict", folder.Write("a.png", []), "--out", folder.PathOf("none"));

    [Fact]
    public void Files_to_predict_are_checked()
    {
        string trained = folder.PathOf("trained");
        MnistRun.Of("--dataset", "generated", "--model", "softmax", "--epochs", "1", "--out", trained).ExitCode.Should().Be(0);
        Check("there is no file", folder.PathOf("none.png"));
        Check("is a folder", folder.Path);
        Check("begins with nothing, for it is empty,", folder.Write("empty.png", []));
        Check("begins with the bytes FF D8 FF E0, which is neither IDX", folder.Write("photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0]));
        Check("damaged PNG file", folder.Write("cut.png", PngWriter.Write(new byte[784], 28, 28)[..^5]));
        Check("the picture is blank", folder.Write("blank.png", PngWriter.Write(new byte[784], 28, 28)));
        Check("holds UnsignedByte [3], expected UnsignedByte [n, 28, 28]", folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]));
        Check("byte 9 of the content", folder.Write("short", [0, 0, 8, 1, 0, 0, 0, 3, 1]));
        Explained("holds the model softmax, not mlp. Pass --model softmax", "--predict", folder.Path, "--out", trained);
        File.WriteAllBytes(Path.Combine(trained, ModelFile.Name), [1, 2, 3]);
        Check(ModelFile.Name, folder.Path);

        void Check(string expected, string file) => Explained(expected, "--predict", file, "--model", "softmax", "--out", trained);
    }

    private static void Explained(string expected, params string[] arguments)
    {
        SampleRun run = MnistRun.Of(arguments);
        run.Error.Should().StartWith("error: ").And.Contain(expected).And.NotContain("   at ");
        run.ExitCode.Should().Be(1);
        run.Output.Should().NotContain("test accuracy");
    }
}
