using System.Net;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public sealed class MnistFinderTests : IDisposable
{
    private readonly TemporaryFolder named = new();
    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder cache = new();
    private readonly Dictionary<string, string> environment = [];
    private FakeServer server = new(FakeServer.Serve);

    public MnistFinderTests() => environment[MnistFinder.CacheVariable] = cache.Path;

    private string CacheFolder => Path.Combine(cache.Path, "mnist");

    public void Dispose()
    {
        named.Dispose();
        data.Dispose();
        cache.Dispose();
    }

    [Fact]
    public async Task TakesTheNamedFolderFirst()
    {
        FillEverything();
        MnistSource source = (await FindAsync(named.Path)).Data!.Source;
        source.Should().Be(new MnistSource(MnistOrigin.Folder, named.Path));
        source.ToString().Should().Be($"MNIST from the folder {named.Path}");
    }

    [Fact]
    public async Task ThenTheEnvironmentVariable()
    {
        FillEverything();
        MnistSource source = (await FindAsync()).Data!.Source;
        string inside = Path.Combine(data.Path, "mnist");
        source.Should().Be(new MnistSource(MnistOrigin.EnvironmentVariable, inside));
        source.ToString().Should().Be($"MNIST from the folder {inside}, named by NEURALCORE_DATA");
    }

    [Fact]
    public async Task ThenTheCache()
    {
        FillEverything();
        environment.Remove(MnistFinder.DataVariable);
        MnistSource source = (await FindAsync()).Data!.Source;
        source.Should().Be(new MnistSource(MnistOrigin.Cache, CacheFolder));
        source.ToString().Should().Be($"MNIST from the cache {CacheFolder}");
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ThenTheDownloadWhichFillsTheCache()
    {
        MnistSearchResult result = await FindAsync();
        result.Found.Should().BeTrue();
        result.Data!.Source.Should().Be(new MnistSource(MnistOrigin.Download, CacheFolder));
        result.Data.Source.ToString().Should().Be($"MNIST, downloaded to {CacheFolder}");
        server = new FakeServer(FakeServer.Serve);
        (await FindAsync()).Data!.Source.Origin.Should().Be(MnistOrigin.Cache);
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task FetchesADamagedCacheAgain()
    {
        FillEverything();
        environment.Remove(MnistFinder.DataVariable);
        File.WriteAllBytes(Path.Combine(CacheFolder, SmallMnist.Files[2].PackedName), [1, 2, 3]);
        (await FindAsync()).Data!.Source.Origin.Should().Be(MnistOrigin.Download);
        server.Requests.Should().ContainSingle().Which.Should().EndWith(SmallMnist.Files[2].PackedName);
    }

    [Fact]
    public async Task NeverPassesOverANamedFolderThatLacksFiles()
    {
        FillEverything();
        using var empty = new TemporaryFolder();
        Func<Task> finding = () => FindAsync(empty.Path);
        await finding.Should().ThrowAsync<FileNotFoundException>().WithMessage("*(named by the caller) lacks 4 of the 4 MNIST files*");
    }

    [Fact]
    public async Task NeverPassesOverAnEnvironmentVariableThatLacksFiles()
    {
        FillEverything();
        using var empty = new TemporaryFolder();
        environment[MnistFinder.DataVariable] = empty.Path;
        Func<Task> finding = () => FindAsync();
        await finding.Should().ThrowAsync<FileNotFoundException>().WithMessage("*(named by NEURALCORE_DATA) lacks 4 of the 4 MNIST files*");
        environment[MnistFinder.DataVariable] = Path.Combine(empty.Path, "none");
        await finding.Should().ThrowAsync<DirectoryNotFoundException>().WithMessage("*(named by NEURALCORE_DATA)*");
    }

    [Fact]
    public async Task GivesTheReasonWhenTheDownloadFails()
    {
        server = new FakeServer(_ => FakeServer.Status(HttpStatusCode.ServiceUnavailable));
        MnistSearchResult result = await FindAsync();
        result.Found.Should().BeFalse();
        result.Data.Should().BeNull();
        result.Failure.Should().Contain("could not be downloaded").And.Contain("503");
    }

    [Fact]
    public async Task GivesTheReasonWhenNoDownloadIsAllowed()
    {
        MnistSearchResult result = await Finder().FindAsync(null, allowDownload: false, null, CancellationToken.None);
        result.Failure.Should().Be($"MNIST is not in the cache {CacheFolder}, and no download was allowed.");
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task SaysThatTheCacheIsDamagedWhenNoDownloadIsAllowed()
    {
        SmallMnist.WriteTo(cache, "mnist");
        File.WriteAllBytes(Path.Combine(CacheFolder, SmallMnist.Files[1].PackedName), [1, 2, 3, 4]);
        MnistSearchResult result = await Finder().FindAsync(null, allowDownload: false, null, CancellationToken.None);
        result.Failure.Should().StartWith($"MNIST is not whole in the cache {CacheFolder} (")
            .And.Contain("not an IDX file").And.EndWith("), and no download was allowed.");
    }

    [Fact]
    public async Task PassesCancellationOn()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        Func<Task> finding = () => Finder().FindAsync(null, allowDownload: true, null, cancellation.Token);
        await finding.Should().ThrowAsync<OperationCanceledException>();
        cache.FileNames().Should().BeEmpty();
    }

    [Fact]
    public void KeepsTheCacheInThePlaceOfTheUserUnlessNamed()
    {
        Finder().CacheFolder.Should().Be(CacheFolder);
        environment.Remove(MnistFinder.CacheVariable);
        Finder().CacheFolder.Should().EndWith(Path.Combine("NeuralCore", "mnist"));
        Path.IsPathFullyQualified(Finder().CacheFolder).Should().BeTrue();
    }

    private void FillEverything()
    {
        SmallMnist.WriteTo(named);
        SmallMnist.WriteTo(data, "mnist");
        SmallMnist.WriteTo(cache, "mnist");
        environment[MnistFinder.DataVariable] = data.Path;
    }

    private MnistFinder Finder() =>
        new(environment.GetValueOrDefault, new MnistDownload(() => server, ["https://one.example/"], SmallMnist.Files), SmallMnist.Files);

    private Task<MnistSearchResult> FindAsync(string? folder = null) => Finder().FindAsync(folder, allowDownload: true, null, CancellationToken.None);
}
