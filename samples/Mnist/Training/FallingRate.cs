using NeuralCore;

namespace MnistSample;

/// <summary>
/// Lowers the learning rate evenly from epoch to epoch, the last one having the smallest: large steps find the valley, small ones its
/// floor.
/// </summary>
internal sealed class FallingRate(Optimizer optimizer, IProgress<TrainingProgress> next) : IProgress<TrainingProgress>
{
    private readonly float first = optimizer.LearningRate;

    public void Report(TrainingProgress value)
    {
        next.Report(value);

        // Only the ends of epochs count: the other reports come by the clock, and the weights must not depend on that.
        if (value.Completed is not null && value.Epoch < value.LastEpoch)
            optimizer.LearningRate = Of(first, value.Epoch, value.LastEpoch);
    }

    /// <summary>The rate after a number of epochs.</summary>
    public static float Of(float first, int epochsDone, int epochs) => first * (epochs - epochsDone) / epochs;
}
