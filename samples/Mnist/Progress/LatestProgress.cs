using NeuralCore;

namespace MnistSample;

/// <summary>The latest report of the training, which one thread writes and the one that draws reads.</summary>
internal sealed class LatestProgress
{
    private readonly Lock gate = new();
    private TrainingProgress? value;

    public TrainingProgress? Value
    {
        get
        {
            lock (gate)
                return value;
        }

        set
        {
            lock (gate)
                this.value = value;
        }
    }
}
