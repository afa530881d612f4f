namespace NeuralCore.Data;

/// <summary>Gives the batches of one epoch in order: read when they are asked for, or ahead of that.</summary>
internal sealed class EpochReader : IDisposable
{
    private readonly DataLoader loader;
    private readonly int[] order;
    private readonly ReadAhead? ahead;
    private int next;

    public EpochReader(DataLoader loader, int[] order)
    {
        this.loader = loader;
        this.order = order;
        ahead = loader.Prefetch > 0 ? new ReadAhead(loader, order) : null;
    }

    /// <summary>The next batch, in memory of the step scope that is open, if any. To be asked for no more batches than the epoch has.</summary>
    public Batch Next() => ahead is null ? loader.ReadBatch(order, next++) : ahead.Next();

    /// <summary>Ends the reading; nothing runs on when it returns.</summary>
    public void Dispose() => ahead?.Dispose();
}
