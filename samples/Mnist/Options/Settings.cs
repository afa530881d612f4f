namespace MnistSample;

/// <summary>What the user asks for, checked and complete.</summary>
internal sealed record Settings
{
    public required string? DataFolder { get; init; }

    public required DatasetChoice Dataset { get; init; }

    public required ModelChoice Model { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required OptimizerChoice Optimizer { get; init; }

    public required float LearningRate { get; init; }

    public required ulong Seed { get; init; }

    public required int Threads { get; init; }

    public required string OutputFolder { get; init; }

    public required string? PredictFile { get; init; }
}
