namespace TimeSeriesSample;

/// <summary>What the user asks for, checked and complete.</summary>
internal sealed record Settings
{
    public required int Weeks { get; init; }

    public required int Hidden { get; init; }

    public required int Epochs { get; init; }

    public required float LearningRate { get; init; }

    public required ulong Seed { get; init; }

    public required int Threads { get; init; }

    public required string? Svg { get; init; }
}
