namespace NeuralCore.Datasets;

/// <summary>A data set could not be downloaded from any of its addresses. Nothing half-written is left behind.</summary>
public sealed class DownloadException : IOException
{
    internal DownloadException(string message, IReadOnlyList<string> attempts, Exception? cause)
        : base(message, cause) => Attempts = attempts;

    /// <summary>Each address that was tried, with what went wrong there.</summary>
    public IReadOnlyList<string> Attempts { get; }
}
