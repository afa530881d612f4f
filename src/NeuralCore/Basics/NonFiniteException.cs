namespace NeuralCore;

/// <summary>A loss, gradient or weight became infinite or not a number, so training cannot go on.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    /// <summary>Creates the exception with its message.</summary>
    public NonFiniteException(string message)
        : base(message)
    {
    }
}
