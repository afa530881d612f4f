using FluentAssertions;

namespace NeuralCore.Datasets.Tests;

public class RealMnistTests
{
    // Loading verifies shapes, labels and the SHA-256 of all four files.
    private static readonly Lazy<MnistData> mnist = new(() => Mnist.Load(RealMnist.Folder!));

    [RealMnistFact]
    public void HasItsCountsAndSizes()
    {
        MnistData data = mnist.Value;
        (data.Train.Count, data.Test.Count).Should().Be((60000, 10000));
        (data.Train.Height, data.Train.Width, data.Train.ClassCount).Should().Be((28, 28, 10));
        (data.Test.Height, data.Test.Width, data.Test.ClassCount).Should().Be((28, 28, 10));
        data.Source.Origin.Should().Be(MnistOrigin.Folder);
    }

    [RealMnistFact]
    public void HasItsLabels()
    {
        MnistData data = mnist.Value;
        data.Train.Labels.Span[..10].ToArray().Should().Equal(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        data.Test.Labels.Span[..10].ToArray().Should().Equal(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        data.Train.CountByClass().Should().Equal(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        data.Test.CountByClass().Should().Equal(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    [RealMnistFact]
    public void HasItsMeanAndDeviation()
    {
        // The figures that everybody normalises with: 0.1307 and 0.3081.
        double sum = 0;
        double squares = 0;
        foreach (byte pixel in mnist.Value.Train.Pixels.Span)
        {
            sum += pixel / 255.0;
            squares += pixel / 255.0 * (pixel / 255.0);
        }

        double mean = sum / mnist.Value.Train.Pixels.Length;
        mean.Should().BeApproximately(0.1307, 5e-5);
        Math.Sqrt((squares / mnist.Value.Train.Pixels.Length) - (mean * mean)).Should().BeApproximately(0.3081, 5e-5);
    }

    [RealMnistFact]
    public async Task PassesTheChecksOfTheDownload()
    {
        using var cache = new TemporaryFolder();
        MnistFiles real = MnistFiles.Locate(RealMnist.Folder!, "test");
        string[] paths = [real.TrainImages, real.TrainLabels, real.TestImages, real.TestLabels];
        var server = new FakeServer(address =>
        {
            int index = MnistFile.All.ToList().FindIndex(file => address.EndsWith(file.PackedName, StringComparison.Ordinal));
            return FakeServer.Ok(Pack(paths[index]));
        });
        var download = new MnistDownload(() => server, ["https://one.example/"], MnistFile.All);
        await download.RunAsync(cache.Path, null, CancellationToken.None);
        Mnist.Load(cache.Path).Train.Labels.Span[0].Should().Be(5);
    }

    private static byte[] Pack(string path) =>
        path.EndsWith(".gz", StringComparison.Ordinal) ? File.ReadAllBytes(path) : IdxBytes.Gzip(File.ReadAllBytes(path));
}
