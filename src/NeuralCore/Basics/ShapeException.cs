namespace NeuralCore;

/// <summary>Shapes, axes or counts that do not fit each other. The message names the operation and the shapes, and says what to try.</summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>Creates the exception with its message.</summary>
    public ShapeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its message and the one that it explains further.</summary>
    public ShapeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
