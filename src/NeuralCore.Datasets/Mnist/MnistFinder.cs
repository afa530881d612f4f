namespace NeuralCore.Datasets;

/// <summary>
/// Looks for MNIST: named folder, NEURALCORE_DATA, cache, download. What it asks of the machine can be replaced in tests.
/// </summary>
internal sealed class MnistFinder(Func<string, string?> environment, MnistDownload download, IReadOnlyList<MnistFile> expected)
{
    public const string DataVariable = "NEURALCORE_DATA";
    public const string CacheVariable = "NEURALCORE_CACHE";

    /// <summary>NEURALCORE_CACHE, or else the place for data of programs of this user; in it a folder for MNIST.</summary>
    public string CacheFolder
    {
        get
        {
            string? named = environment(CacheVariable);
            string root = string.IsNullOrEmpty(named)
                ? Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                    "NeuralCore")
                : named;
            return Path.GetFullPath(Path.Combine(root, "mnist"));
        }
    }

    public async Task<MnistSearchResult> FindAsync(
        string? folder, bool allowDownload, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var loader = new MnistLoader(expected, classCount: 10);
        if (!string.IsNullOrEmpty(folder))
            return new MnistSearchResult(loader.Load(MnistFiles.Locate(folder, "named by the caller"), MnistOrigin.Folder));
        string? named = environment(DataVariable);
        if (!string.IsNullOrEmpty(named))
        {
            MnistFiles files = MnistFiles.Locate(named, $"named by {DataVariable}");
            return new MnistSearchResult(loader.Load(files, MnistOrigin.EnvironmentVariable));
        }

        string cache = CacheFolder;
        (MnistData? cached, string? damage) = LoadCache(loader, cache);
        if (cached is not null)
            return new MnistSearchResult(cached);
        if (!allowDownload)
            return new MnistSearchResult(Throw.NoDownloadAllowed(cache, damage));
        try
        {
            await download.RunAsync(cache, progress, cancellation).ConfigureAwait(false);
            return new MnistSearchResult(loader.Load(MnistFiles.Locate(cache, "the cache"), MnistOrigin.Download));
        }
        catch (DownloadException failure)
        {
            return new MnistSearchResult(failure.Message);
        }
    }

    // A damaged cache is not the user's doing: it is fetched again.
    private static (MnistData? Data, string? Damage) LoadCache(MnistLoader loader, string cache)
    {
        if (MnistFiles.TryLocate(cache) is not { } files)
            return (null, null);
        try
        {
            return (loader.Load(files, MnistOrigin.Cache), null);
        }
        catch (Exception damage) when (damage is IOException or UnauthorizedAccessException)
        {
            return (null, damage.Message);
        }
    }
}
