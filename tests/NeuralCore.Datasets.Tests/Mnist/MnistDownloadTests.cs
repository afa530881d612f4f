using System.Net;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public sealed class MnistDownloadTests : IDisposable
{
    private const string One = "https://one.example/mnist/";
    private const string Two = "https://two.example/mnist/";

    private readonly TemporaryFolder cache = new();

    private static string[] AllNames => SmallMnist.Files.Select(file => file.PackedName).Order().ToArray();

    public void Dispose() => cache.Dispose();

    [Fact]
    public async Task FetchesVerifiesAndKeepsFourFiles()
    {
        var server = new FakeServer(FakeServer.Serve);
        await Over(server).RunAsync(cache.Path, null, CancellationToken.None);
        server.Requests.Should().Equal(SmallMnist.Files.Select(file => One + file.PackedName));
        cache.FileNames().Should().Equal(AllNames);
        var loader = new MnistLoader(SmallMnist.Files, classCount: 10);
        loader.Load(MnistFiles.Locate(cache.Path, "test"), MnistOrigin.Download).Train.Count.Should().Be(20);
    }

    [Fact]
    public async Task KeepsWholeFilesAndReplacesDamagedOnes()
    {
        SmallMnist.WriteTo(cache);
        byte[] damaged = IdxBytes.Gzip(SmallMnist.Contents[1]);
        damaged[^9] ^= 0x55;
        cache.Write(SmallMnist.Files[1].PackedName, damaged);
        File.Delete(Path.Combine(cache.Path, SmallMnist.Files[3].PackedName));
        var server = new FakeServer(FakeServer.Serve);
        await Over(server).RunAsync(cache.Path, null, CancellationToken.None);
        server.Requests.Should().Equal(One + SmallMnist.Files[1].PackedName, One + SmallMnist.Files[3].PackedName);
        cache.FileNames().Should().Equal(AllNames);
        File.ReadAllBytes(Path.Combine(cache.Path, SmallMnist.Files[1].PackedName)).Should().Equal(IdxBytes.Gzip(SmallMnist.Contents[1]));
    }

    [Fact]
    public async Task GoesOnWithTheMirrorThatWorks()
    {
        var server = new FakeServer(address =>
            address.StartsWith(One, StringComparison.Ordinal) ? throw new HttpRequestException("no route") : FakeServer.Serve(address));
        await Over(server).RunAsync(cache.Path, null, CancellationToken.None);
        server.Requests.Should().Equal([One + SmallMnist.Files[0].PackedName, .. SmallMnist.Files.Select(file => Two + file.PackedName)]);
        cache.FileNames().Should().Equal(AllNames);
    }

    [Fact]
    public async Task FallsBackForOneFileThatTheFirstMirrorLacks()
    {
        var server = new FakeServer(address => address == One + SmallMnist.Files[2].PackedName
            ? FakeServer.Status(HttpStatusCode.NotFound)
            : FakeServer.Serve(address));
        await Over(server).RunAsync(cache.Path, null, CancellationToken.None);
        server.Requests.Should().Contain(Two + SmallMnist.Files[2].PackedName);
        cache.FileNames().Should().Equal(AllNames);
    }

    [Fact]
    public async Task SaysWhatWentWrongOnEveryMirror()
    {
        var server = new FakeServer(address => address.StartsWith(One, StringComparison.Ordinal)
            ? FakeServer.Status(HttpStatusCode.NotFound)
            : throw new HttpRequestException("no route"));
        DownloadException error = await FailsAsync(Over(server));
        error.Message.Should().Be(
            $"train-images-idx3-ubyte.gz could not be downloaded to {cache.Path}: "
                + $"{One}train-images-idx3-ubyte.gz: Response status code does not indicate success: 404 (Not Found); "
                + $"{Two}train-images-idx3-ubyte.gz: no route. "
                + "Check the connection, or put the four MNIST files into a folder and name it by NEURALCORE_DATA.");
        error.Attempts.Should().HaveCount(2);
    }

    [Fact]
    public async Task RefusesAFileWithTheWrongHash()
    {
        byte[] other = [.. SmallMnist.Contents[0]];
        other[^1] ^= 1;
        DownloadException error = await FailsAsync(Over(new FakeServer(_ => FakeServer.Ok(IdxBytes.Gzip(other)))));
        error.Attempts[0].Should().StartWith($"{One}train-images-idx3-ubyte.gz, byte 0 of the content: the content has SHA-256 ")
            .And.EndWith($", expected {SmallMnist.Files[0].Sha256}: it is another file or was changed. Copy or download the file again.");
    }

    [Fact]
    public async Task RefusesAFileOfAnotherLength()
    {
        byte[] packed = IdxBytes.Gzip([1, 2, 3]);
        DownloadException error = await FailsAsync(Over(new FakeServer(_ => FakeServer.Ok(packed))));
        error.Attempts[0].Should().Be(
            $"{One}train-images-idx3-ubyte.gz, byte {packed.Length - 4} of the gzip file: the content has 3 bytes, expected 15696: "
                + "it is another file. Copy or download the file again.");
    }

    [Fact]
    public async Task RefusesATruncatedFile()
    {
        byte[] packed = IdxBytes.Gzip(SmallMnist.Contents[0]);
        foreach (int length in new[] { 0, 10, packed.Length / 2, packed.Length - 1 })
            await FailsAsync(Over(new FakeServer(_ => FakeServer.Ok(packed[..length]))));
    }

    [Fact]
    public async Task RefusesAWebPageInPlaceOfTheFile()
    {
        DownloadException error = await FailsAsync(Over(new FakeServer(_ => FakeServer.Ok("<html>log in first</html>"u8.ToArray()))));
        error.Attempts[0].Should().Be(
            $"{One}train-images-idx3-ubyte.gz, byte 0 of the gzip file: the first byte is 0x3C, expected 0x1F. Copy or download the file again.");
    }

    [Fact]
    public async Task StopsAnAnswerWithoutEnd()
    {
        DownloadException error = await FailsAsync(Over(new FakeServer(_ => FakeServer.Ok(new byte[100000]))));
        error.Attempts[0].Should().Be(
            $"{One}train-images-idx3-ubyte.gz, byte 81232 of the gzip file: the server sends more than 81232 bytes, which this file cannot have. "
                + "Copy or download the file again.");
    }

    [Fact]
    public async Task GivesUpOnAServerThatFallsSilent()
    {
        byte[] start = IdxBytes.Gzip(SmallMnist.Contents[0])[..50];
        var download = new MnistDownload(() => new FakeServer(_ => FakeServer.Body(new SlowStream(start, () => { }))), [One], SmallMnist.Files)
        {
            Patience = TimeSpan.FromMilliseconds(50),
        };
        DownloadException error = await FailsAsync(download);
        error.Attempts[0].Should().Be($"{One}train-images-idx3-ubyte.gz: no byte came for 0.05 s. Try again later.");
    }

    [Fact]
    public async Task LeavesNothingHalfWrittenWhenCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        byte[] start = IdxBytes.Gzip(SmallMnist.Contents[1])[..20];
        var server = new FakeServer(address => address.EndsWith(SmallMnist.Files[1].PackedName, StringComparison.Ordinal)
            ? FakeServer.Body(new SlowStream(start, cancellation.Cancel))
            : FakeServer.Serve(address));
        Func<Task> running = () => Over(server).RunAsync(cache.Path, null, cancellation.Token);
        await running.Should().ThrowAsync<OperationCanceledException>();
        cache.FileNames().Should().Equal([SmallMnist.Files[0].PackedName], "the file that was whole stays, of the other nothing");
    }

    [Fact]
    public async Task ReportsProgress()
    {
        var reports = new Reports();
        await Over(new FakeServer(FakeServer.Serve)).RunAsync(cache.Path, reports, CancellationToken.None);
        long size = IdxBytes.Gzip(SmallMnist.Contents[3]).Length;
        reports.Items[^1].Should().Be(new DownloadProgress("t10k-labels-idx1-ubyte.gz", 4, 4, size, size));
        reports.Items.Select(item => item.FileNumber).Distinct().Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public async Task SaysThatTheCacheCannotBeWritten()
    {
        string folder = Path.Combine(cache.Write("file", [1]), "mnist");
        Func<Task> running = () => Over(new FakeServer(FakeServer.Serve)).RunAsync(folder, null, CancellationToken.None);
        DownloadException error = (await running.Should().ThrowAsync<DownloadException>()).Which;
        error.Message.Should().StartWith($"The cache {folder} cannot be written: ").And.EndWith(" Name another folder by NEURALCORE_CACHE.");
    }

    [Fact]
    public async Task FailsWithItsOwnExceptionWhenNobodyAnswers()
    {
        // Port 1 of this machine: refused at once, over the handler that real downloads use.
        var download = new MnistDownload(MnistDownload.CreateHandler, ["http://127.0.0.1:1/"], SmallMnist.Files);
        (await FailsAsync(download)).InnerException.Should().BeOfType<HttpRequestException>();
    }

    private static MnistDownload Over(FakeServer server) => new(() => server, [One, Two], SmallMnist.Files);

    private async Task<DownloadException> FailsAsync(MnistDownload download)
    {
        Func<Task> running = () => download.RunAsync(cache.Path, null, CancellationToken.None);
        DownloadException error = (await running.Should().ThrowAsync<DownloadException>()).Which;
        cache.FileNames().Should().BeEmpty("nothing half-written may stay");
        return error;
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Items { get; } = [];

        public void Report(DownloadProgress value) => Items.Add(value);
    }
}
