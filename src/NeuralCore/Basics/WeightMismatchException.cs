namespace NeuralCore;

/// <summary>A sound file holds weights that are not those of the model. It lists everything that does not fit at once; nothing was changed.</summary>
public sealed class WeightMismatchException : InvalidOperationException
{
    internal WeightMismatchException(
        string message, IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshapen)
        : base(message)
    {
        Missing = missing;
        Unexpected = unexpected;
        Misshapen = misshapen;
    }

    /// <summary>The names that the model has and the file has not.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The names that the file has and the model has not.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>The names that both have with different shapes.</summary>
    public IReadOnlyList<string> Misshapen { get; }
}
