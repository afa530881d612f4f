namespace TextClassificationSample;

/// <summary>What the user asks for, checked and complete.</summary>
internal sealed record Settings
{
    public required string? Data { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required float LearningRate { get; init; }

    public required ulong Seed { get; init; }

    public required int Threads { get; init; }

    public required string? Message { get; init; }
}
