namespace NeuralCore;

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Training">Measured on each batch as it was trained on, while the weights changed and with dropout at work.</param>
/// <param name="Validation">Measured after the epoch on examples that were not trained on; null without any.</param>
/// <param name="TrainingTime">How long the training took, without the validation.</param>
public sealed record EpochRecord(int Epoch, Evaluation Training, Evaluation? Validation, TimeSpan TrainingTime)
{
    /// <summary>How many examples were trained on in a second.</summary>
    public double ExamplesPerSecond => Training.Examples / TrainingTime.TotalSeconds;

    /// <summary>What decides which epoch is the best: the validation loss, or the training loss without validation.</summary>
    public double DecidingLoss => (Validation ?? Training).Loss;
}
