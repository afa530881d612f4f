namespace MnistSample;

/// <summary>Something the user gave cannot be used. The message says what, where, which value, and what to try.</summary>
internal sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);
