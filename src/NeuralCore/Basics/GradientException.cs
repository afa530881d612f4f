namespace NeuralCore;

/// <summary>A gradient that cannot be computed: a graph used twice, a saved tensor changed, an operation without a slope.</summary>
public sealed class GradientException : InvalidOperationException
{
    /// <summary>Creates the exception with its message.</summary>
    public GradientException(string message)
        : base(message)
    {
    }
}
