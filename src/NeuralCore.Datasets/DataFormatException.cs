namespace NeuralCore.Datasets;

/// <summary>
/// The content of a data file is not what its format or its data set prescribes. The message says which file, which byte, what was
/// found, what was expected and what to try.
/// </summary>
/// <remarks>An <see cref="IOException"/>, so a program that catches trouble with files catches a damaged one as well.</remarks>
public sealed class DataFormatException : IOException
{
    internal DataFormatException(string file, long offset, string message, Exception? cause = null)
        : base(message, cause)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The file, as it was named to the reader.</summary>
    public string File { get; }

    /// <summary>
    /// Where the first wrong byte is, counted from 0. In a gzip file the position counts in the unpacked content when the content is
    /// wrong, and in the file when the gzip wrapping is; the message says which.
    /// </summary>
    public long Offset { get; }
}
