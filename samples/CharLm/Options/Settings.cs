namespace CharLmSample;

/// <summary>What the user asks for, checked and complete.</summary>
internal sealed record Settings
{
    public required string? Text { get; init; }

    public required CellChoice Cell { get; init; }

    public required int Hidden { get; init; }

    public required int Epochs { get; init; }

    public required float LearningRate { get; init; }

    public required string? Prompt { get; init; }

    public required int Length { get; init; }

    public required float Temperature { get; init; }

    public required ulong Seed { get; init; }

    public required int Threads { get; init; }
}
