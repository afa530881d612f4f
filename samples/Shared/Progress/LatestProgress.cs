namespace NeuralCore.Samples;

/// <summary>The latest report of the work, which one thread writes and the one that draws reads.</summary>
internal sealed class LatestProgress
{
    private readonly Lock gate = new();
    private WorkProgress? value;

    public WorkProgress? Value
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
