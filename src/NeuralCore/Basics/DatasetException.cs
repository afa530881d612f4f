namespace NeuralCore;

/// <summary>Data that nothing can be learned from: no examples, no batches, or a last batch too small for the model. The message has the arithmetic.</summary>
public sealed class DatasetException : ArgumentException
{
    /// <summary>Creates the exception with its message.</summary>
    public DatasetException(string message)
        : base(message)
    {
    }
}
