namespace NeuralCore.Datasets;

/// <summary>
/// MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 x 28 grey pixels (LeCun, Cortes and Burges, 1998).
/// </summary>
public static class Mnist
{
    private const string Caller = "named by the caller";

    /// <summary>
    /// Where downloads are kept: the folder mnist in the folder that the environment variable NEURALCORE_CACHE names, or else in
    /// NeuralCore in the place for local application data of this user.
    /// </summary>
    public static string CacheFolder => Finder.CacheFolder;

    /// <summary>
    /// Reads MNIST from a folder and checks that it is MNIST: shapes, labels and the SHA-256 of every file.
    /// </summary>
    /// <param name="folder">
    /// The folder with the four files, or one with an mnist or MNIST/raw folder inside. Files are found plain and packed, under their
    /// original names (train-images-idx3-ubyte.gz ...) and with a dot (train-images.idx3-ubyte ...).
    /// </param>
    /// <exception cref="FileNotFoundException">Files are missing; the message names them.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataFormatException">A file is damaged, or is not the one of MNIST.</exception>
    public static MnistData Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new MnistLoader(MnistFile.All, classCount: 10).Load(MnistFiles.Locate(folder, Caller), MnistOrigin.Folder);
    }

    /// <summary>
    /// Reads another data set that has the layout and the file names of MNIST, such as Fashion-MNIST or KMNIST. Any number of images of
    /// any one size is accepted; images and labels must still belong together.
    /// </summary>
    /// <param name="folder">As for <see cref="Load"/>.</param>
    /// <param name="classCount">How many classes the set has, 1 to 256; labels must be below.</param>
    /// <exception cref="FileNotFoundException">Files are missing; the message names them.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataFormatException">A file is damaged, or images and labels do not belong together.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is not 1 to 256.</exception>
    public static MnistData LoadSameLayout(string folder, int classCount = 10)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, 256);
        return new MnistLoader(expected: null, classCount).Load(MnistFiles.Locate(folder, Caller), MnistOrigin.SameLayout);
    }

    /// <summary>
    /// Finds MNIST: in the folder given, else in the folder that the environment variable NEURALCORE_DATA names, else in the cache,
    /// else by a download. A folder that is named but lacks the files is an error and never silently passed over.
    /// </summary>
    /// <param name="folder">The folder to use, as for <see cref="Load"/>, or null.</param>
    /// <param name="allowDownload">Whether the network may be used.</param>
    /// <param name="progress">Told about the download.</param>
    /// <param name="cancellation">Stops the download; nothing half-written is left.</param>
    /// <returns>The data with where they came from; or, when the download failed or was not allowed, the reason.</returns>
    /// <exception cref="FileNotFoundException">The named folder lacks files.</exception>
    /// <exception cref="DirectoryNotFoundException">The named folder does not exist.</exception>
    /// <exception cref="DataFormatException">A file in the named folder is damaged, or is not the one of MNIST.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Task<MnistSearchResult> FindAsync(
        string? folder = null,
        bool allowDownload = true,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default) => Finder.FindAsync(folder, allowDownload, progress, cancellation);

    /// <summary>
    /// Downloads the four files, packed, verifies the SHA-256 of their content and puts them into a folder. Files that are already there
    /// and right are kept. A file appears in the folder only when it is whole.
    /// </summary>
    /// <param name="folder">The folder, made when missing; the cache when null.</param>
    /// <param name="progress">Told about the bytes received.</param>
    /// <param name="cancellation">Stops the download; nothing half-written is left.</param>
    /// <returns>Where the files are; <see cref="Load"/> reads them.</returns>
    /// <exception cref="DownloadException">No address could serve a file, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<MnistSource> DownloadAsync(
        string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        string target = folder ?? CacheFolder;
        await Download.RunAsync(target, progress, cancellation).ConfigureAwait(false);
        return new MnistSource(MnistOrigin.Download, target);
    }

    private static MnistDownload Download => new(MnistDownload.CreateHandler, MnistDownload.Mirrors, MnistFile.All);

    private static MnistFinder Finder => new(Environment.GetEnvironmentVariable, Download, MnistFile.All);
}
