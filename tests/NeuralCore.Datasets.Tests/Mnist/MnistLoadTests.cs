using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class MnistLoadTests
{
    private static readonly MnistLoader strict = new(SmallMnist.Files, classCount: 10);
    private static readonly MnistLoader layoutOnly = new(expected: null, classCount: 10);

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("mnist", true)]
    [InlineData("MNIST/raw", false)]
    public void FindsTheFilesWhereverTheyUsuallyLie(string inside, bool packed)
    {
        using var folder = new TemporaryFolder();
        SmallMnist.WriteTo(folder, inside, packed);
        MnistData data = strict.Load(MnistFiles.Locate(folder.Path, "test"), MnistOrigin.Folder);
        (data.Train.Count, data.Test.Count).Should().Be((SmallMnist.TrainCount, SmallMnist.TestCount));
        data.Train.Image(19).ToArray().Should().Equal(SmallMnist.Contents[0][^784..]);
        data.Test.Labels.ToArray().Should().Equal(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Path.GetFullPath(data.Source.Folder).Should().Be(Path.GetFullPath(Path.Combine(folder.Path, inside)));
    }

    [Fact]
    public void FindsNamesWithADot()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte.gz", "t10k-labels.idx1-ubyte"];
        for (int i = 0; i < 4; i++)
            folder.Write(names[i], i == 2 ? IdxBytes.Gzip(SmallMnist.Contents[i]) : SmallMnist.Contents[i]);
        strict.Load(MnistFiles.Locate(folder.Path, "test"), MnistOrigin.Folder).Test.Count.Should().Be(10);
    }

    [Fact]
    public void NamesAFolderThatDoesNotExist()
    {
        using var folder = new TemporaryFolder();
        string none = Path.Combine(folder.Path, "none");
        Action loading = () => Mnist.Load(none);
        loading.Should().Throw<DirectoryNotFoundException>().WithMessage(
            $"There is no folder {none} (named by the caller). Give the folder that holds the MNIST files, or one with an mnist folder inside.");
    }

    [Fact]
    public void NamesTheMissingFiles()
    {
        using var folder = new TemporaryFolder();
        SmallMnist.WriteTo(folder, "mnist");
        File.Delete(Path.Combine(folder.Path, "mnist", "train-labels-idx1-ubyte.gz"));
        File.Delete(Path.Combine(folder.Path, "mnist", "t10k-images-idx3-ubyte.gz"));
        Action loading = () => Mnist.Load(folder.Path);
        FileNotFoundException error = loading.Should().Throw<FileNotFoundException>().Which;
        error.Message.Should().Be(
            $"The folder {folder.Path} (named by the caller) lacks 2 of the 4 MNIST files: train-labels-idx1-ubyte, t10k-images-idx3-ubyte. "
                + "Plain and .gz files are found, also as train-images.idx3-ubyte, and in an mnist or MNIST/raw folder inside. "
                + "Complete the folder, or name none to use the cache or the download.");
        error.FileName.Should().Be("train-labels-idx1-ubyte");
    }

    [Fact]
    public void RefusesOtherCountsUnlessTheLayoutAloneIsAsked()
    {
        using var folder = new TemporaryFolder();
        SmallMnist.WriteTo(folder);
        Action loading = () => Mnist.Load(folder.Path);
        string path = Path.Combine(folder.Path, "train-labels-idx1-ubyte.gz");
        loading.Should().Throw<DataFormatException>().Which.Message.Should().Be(
            $"{path}, byte 4 of the content: the shape is [20], expected [60000]. "
                + "If this is another data set in the same layout (Fashion-MNIST, KMNIST ...), load it with Mnist.LoadSameLayout.");

        MnistData data = Mnist.LoadSameLayout(folder.Path);
        data.Train.Count.Should().Be(20);
        data.Source.ToString().Should().Be($"images in the layout of MNIST from the folder {folder.Path}");
    }

    [Fact]
    public void RefusesOtherContentOfTheSameShape()
    {
        byte[] other = [.. SmallMnist.Contents[2]];
        other[^1] ^= 1;
        Fails(strict, 2, other, message => message
            .Should().StartWith(", byte 0 of the content: this is not the file of MNIST: the shape is right, but the content has SHA-256 ")
            .And.Contain($", expected {SmallMnist.Files[2].Sha256}. If this is another data set")
            .And.EndWith("load it with Mnist.LoadSameLayout. Otherwise copy or download it again."));
    }

    [Fact]
    public void RefusesALabelAboveNine()
    {
        byte[] labels = [.. SmallMnist.Contents[1]];
        labels[8 + 3] = 10;
        Fails(layoutOnly, 1, labels, message => message.Should().Be(", byte 11 of the content: label 3 is 10, expected 0 to 9. "
            + "Pass the right classCount if the set has more classes, or copy the file again."));
    }

    [Fact]
    public void RefusesNumbersThatAreNotBytes() =>
        Fails(strict, 3, IdxBytes.File(0x09, [10], new byte[10]), message => message.Should().Be(
            ", byte 2 of the content: the numbers are of type SignedByte, expected UnsignedByte. Copy or download the file again."));

    [Fact]
    public void RefusesImagesAndLabelsThatDoNotBelongTogether() =>
        Fails(layoutOnly, 0, IdxBytes.Counting(19, 28, 28), message => message.Should().Be(
            ", byte 4 of the content: the shape is [19, 28, 28], expected [20, any, any]. "
                + "Images and labels of one set must belong together; copy or download the file again."));

    [Fact]
    public void RefusesATestSetOfAnotherSize() =>
        Fails(layoutOnly, 2, IdxBytes.Counting(10, 28, 27), message => message.Should().Be(
            ", byte 4 of the content: the shape is [10, 28, 27], expected [10, 28, 28] as in the training set. "
                + "Images and labels of one set must belong together; copy or download the file again."));

    [Fact]
    public void RefusesLabelsInTwoDimensions() =>
        Fails(layoutOnly, 1, IdxBytes.Counting(20, 1), message => message.Should().StartWith(
            ", byte 4 of the content: the shape is [20, 1], expected [any]."));

    [Fact]
    public void LoadsMoreClassesWhenAsked()
    {
        using var folder = new TemporaryFolder();
        byte[] labels = [.. SmallMnist.Contents[1]];
        labels[8] = 46;
        SmallMnist.WriteTo(folder, replace: 1, by: labels);
        Mnist.LoadSameLayout(folder.Path, classCount: 47).Train.CountByClass()[46].Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void RefusesAClassCountOutOfRange(int classCount)
    {
        Action loading = () => Mnist.LoadSameLayout("anywhere", classCount);
        loading.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("classCount");
    }

    // The message is handed on without the path that it must begin with.
    private static void Fails(MnistLoader loader, int replace, byte[] content, Action<string> check)
    {
        using var folder = new TemporaryFolder();
        SmallMnist.WriteTo(folder, replace: replace, by: content);
        Action loading = () => loader.Load(MnistFiles.Locate(folder.Path, "test"), MnistOrigin.Folder);
        string message = loading.Should().Throw<DataFormatException>().Which.Message;
        string path = Path.Combine(folder.Path, SmallMnist.Files[replace].PackedName);
        message.Should().StartWith(path);
        check(message[path.Length..]);
    }
}
