namespace TextClassificationSample;

/// <summary>A text message, and whether it is spam.</summary>
internal readonly record struct Message(string Text, bool IsSpam);
