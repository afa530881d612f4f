using System.Globalization;
using System.Security.Cryptography;

namespace NeuralCore.Datasets;

/// <summary>
/// Fetches the four files into a folder. Each is received under a temporary name, verified, and only then given its own name, so that
/// a file that is there is whole and right, whatever happened before.
/// </summary>
internal sealed class MnistDownload(Func<HttpMessageHandler> handler, IReadOnlyList<string> mirrors, IReadOnlyList<MnistFile> files)
{
    /// <summary>Addresses that serve the original files, packed. A file's name is appended.</summary>
    public static readonly IReadOnlyList<string> Mirrors =
    [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ];

    private const int RoomForPacking = 1 << 16;

    /// <summary>How long the server may be silent, before the answer and within it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) };

    /// <exception cref="DownloadException">A file could not be fetched from any mirror, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Throw.CacheNotWritable(folder, failure);
        }

        using var client = new HttpClient(handler()) { Timeout = Timeout.InfiniteTimeSpan };
        int preferred = 0;
        for (int i = 0; i < files.Count; i++)
        {
            MnistFile file = files[i];
            string target = Path.Combine(folder, file.PackedName);
            if (!await IsWholeAsync(target, file, cancellation).ConfigureAwait(false))
                preferred = await FetchFromAnyAsync(client, file, i + 1, target, preferred, progress, cancellation).ConfigureAwait(false);
        }
    }

    // Begins with the mirror that served the file before, so that a dead one costs its waiting time once. Returns the one that served.
    private async Task<int> FetchFromAnyAsync(
        HttpClient client,
        MnistFile file,
        int number,
        string target,
        int preferred,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        var attempts = new List<string>();
        Exception? last = null;
        for (int k = 0; k < mirrors.Count; k++)
        {
            int mirror = (preferred + k) % mirrors.Count;
            string address = mirrors[mirror] + file.PackedName;
            try
            {
                await FetchAsync(client, address, file, number, target, progress, cancellation).ConfigureAwait(false);
                return mirror;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException)
            {
                attempts.Add(failure is DataFormatException ? failure.Message : $"{address}: {failure.Message}");
                last = failure;
            }
        }

        Throw.DownloadFailed(file.PackedName, Path.GetDirectoryName(target)!, attempts, last);
        return 0;
    }

    private async Task FetchAsync(
        HttpClient client,
        string address,
        MnistFile file,
        int number,
        string target,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        // A name of its own, so that two programs may fetch at the same time; the last one to finish wins with the same content.
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{target}.{Guid.NewGuid():N}.part");
        try
        {
            await ReceiveAsync(client, address, file, number, temporary, progress, cancellation).ConfigureAwait(false);
            await VerifyAsync(temporary, address, file, cancellation).ConfigureAwait(false);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task ReceiveAsync(
        HttpClient client,
        string address,
        MnistFile file,
        int number,
        string temporary,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            patience.CancelAfter(Patience);
            using HttpResponseMessage response =
                await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            long? expected = response.Content.Headers.ContentLength;
            await using Stream body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            await using var output = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
            byte[] buffer = new byte[81920];
            long received = 0;
            int got;
            while ((got = await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false)) > 0)
            {
                patience.CancelAfter(Patience);
                received += got;

                // Packing never adds more than a header and some bytes for each block, so an endless answer is stopped here.
                if (received > file.Length + RoomForPacking)
                    Throw.DownloadLength(address, file.Length + RoomForPacking);
                await output.WriteAsync(buffer.AsMemory(0, got), patience.Token).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(file.PackedName, number, files.Count, received, expected));
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Throw.DownloadTimeout(Patience);
        }
    }

    private static async Task<bool> IsWholeAsync(string path, MnistFile file, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            await VerifyAsync(path, path, file, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task VerifyAsync(string path, string name, MnistFile file, CancellationToken cancellation)
    {
        await using FileStream packed = File.OpenRead(path);
        await using var content = new GzipContent(packed, name);
        if (content.AnnouncedLength != file.Length)
            Throw.DownloadContentLength(name, packed.Length - 4, content.AnnouncedLength, file.Length);
        string got = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false));
        content.Finish();
        if (got != file.Sha256)
            Throw.DownloadContent(name, got, file.Sha256);
    }
}
