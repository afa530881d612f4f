namespace NeuralCore;

/// <summary>Where training is. Reported about ten times in a second and at the end of each epoch.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="LastEpoch">The number of the last epoch to come.</param>
/// <param name="Batch">How many batches of the epoch are done.</param>
/// <param name="Batches">How many batches the epoch has.</param>
/// <param name="Training">The loss and the metrics of the epoch so far.</param>
/// <param name="ExamplesPerSecond">How many examples the epoch has trained on in a second.</param>
/// <param name="Remaining">How long the rest of the training will take if it goes on like this.</param>
/// <param name="Completed">The record of the epoch when this is its end; otherwise null.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int LastEpoch,
    int Batch,
    int Batches,
    Evaluation Training,
    double ExamplesPerSecond,
    TimeSpan Remaining,
    EpochRecord? Completed);
