namespace NeuralCore.Samples;

/// <summary>Something the user gave cannot be used. The message says what, where, which value, and what to try.</summary>
public sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);
