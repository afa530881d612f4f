namespace NeuralCore;

/// <summary>
/// A safetensors file is damaged or is not one. The message says which file, where, what was found, what was expected and what to try.
/// </summary>
/// <remarks>An <see cref="IOException"/>, so a program that catches trouble with files catches a damaged one as well.</remarks>
public sealed class WeightFileException : IOException
{
    internal WeightFileException(string file, string message, Exception? cause = null)
        : base(message, cause) => File = file;

    /// <summary>The file, as it was named to the reader.</summary>
    public string File { get; }
}
