using System.Runtime.ExceptionServices;

namespace NeuralCore.Data;

/// <summary>
/// A thread that reads the batches of one epoch into a ring of buffers, and waits where the ring is full. The consumer copies out of it:
/// a copy is short beside reading that is worth a thread, and so batches are made on the consumer's thread, in its step scope, may be kept
/// for good, and the buffers serve again.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    private readonly DataLoader loader;
    private readonly int[] order;
    private readonly Slot[] slots;
    private readonly SemaphoreSlim free;
    private readonly SemaphoreSlim filled = new(0);
    private readonly Thread thread;
    private volatile bool isStopped;
    private int next;

    public ReadAhead(DataLoader loader, int[] order)
    {
        this.loader = loader;
        this.order = order;
        slots = loader.TakeSlots();
        free = new SemaphoreSlim(slots.Length);
        thread = new Thread(ReadAll) { IsBackground = true, Name = $"{nameof(DataLoader)} reading ahead" };
        thread.Start();
    }

    /// <summary>The next batch; throws what the dataset threw when it was read.</summary>
    public Batch Next()
    {
        filled.Wait();
        Slot slot = slots[next++ % slots.Length];
        slot.Failure?.Throw();
        Batch batch = loader.NewBatch(slot.Count);
        slot.Inputs.AsSpan(0, batch.Inputs.Count).CopyTo(batch.Inputs.Target);
        slot.Targets.AsSpan(0, batch.Targets.Count).CopyTo(batch.Targets.Target);
        free.Release();
        return batch;
    }

    public void Dispose()
    {
        isStopped = true;
        free.Release();
        thread.Join();
        free.Dispose();
        filled.Dispose();
        loader.GiveBack(slots);
    }

    private void ReadAll()
    {
        for (int number = 0; number < loader.Count; number++)
        {
            free.Wait();
            if (isStopped)
                return;
            Slot slot = slots[number % slots.Length];
            slot.Failure = Failure(slot, loader.IndicesOf(order, number));
            filled.Release();
            if (slot.Failure is not null)
                return;
        }
    }

    // Whatever is thrown here belongs to whoever asked for the batch, with the place where it came from.
    private ExceptionDispatchInfo? Failure(Slot slot, ReadOnlySpan<int> indices)
    {
        try
        {
            slot.Read(loader.Dataset, indices);
            return null;
        }
        catch (Exception error)
        {
            return ExceptionDispatchInfo.Capture(error);
        }
    }

    /// <summary>Room for one batch.</summary>
    internal sealed class Slot
    {
        public Real[] Inputs { get; private set; } = [];

        public Real[] Targets { get; private set; } = [];

        /// <summary>How many examples it holds.</summary>
        public int Count { get; private set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public void Read(IDataset dataset, ReadOnlySpan<int> indices)
        {
            Count = indices.Length;
            int inputs = checked(Count * dataset.InputShape.Count);
            int targets = checked(Count * dataset.TargetShape.Count);
            if (Inputs.Length < inputs)
                Inputs = new Real[inputs];
            if (Targets.Length < targets)
                Targets = new Real[targets];
            dataset.Read(indices, Inputs.AsSpan(0, inputs), Targets.AsSpan(0, targets));
        }
    }
}
