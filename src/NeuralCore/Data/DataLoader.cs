using System.Collections;
using NeuralCore.Data;

namespace NeuralCore;

/// <summary>
/// Gives the examples of a dataset in batches: <c>foreach (var (x, y) in loader)</c> is one epoch, and the next foreach is the next one, in
/// another order when it shuffles.
/// </summary>
/// <remarks>
/// The order is a pure function of the seed and <see cref="Epoch"/>, so training can be repeated, and resumed by setting
/// <see cref="Epoch"/>. Batches are ordinary tensors, made anew; those made while a <see cref="StepScope"/> is open borrow its memory, as
/// everything else does.
/// <para>
/// Where reading takes time, from a disk or by decoding pictures, set <see cref="Prefetch"/>: a thread then reads the next batches while the
/// program works on this one. Batches, their order and their bits stay the same, and what the dataset throws arrives when its batch is
/// asked for. A foreach that ends, early or not, waits for the read in progress and leaves no thread behind.
/// </para>
/// </remarks>
public sealed class DataLoader : IEnumerable<Batch>
{
    // Epochs are streams of the seed, in a place of their own, so that weights drawn with the same seed are other numbers.
    private const ulong FirstStream = 0x4F52444552UL << 24; // "ORDER"

    private int epoch;

    // The buffers of the last loop that read ahead, for the next one.
    private ReadAhead.Slot[]? spareSlots;

    /// <summary>Prepares batches; nothing is read yet.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="batchSize">How many examples make a batch. The last one of an epoch has what is left.</param>
    /// <param name="shuffle">Whether each epoch has a new random order. Training wants it; testing does not need it.</param>
    /// <param name="seed">Chooses the family of orders.</param>
    /// <param name="dropLast">Whether to leave out the last batch when it would be smaller than the others.</param>
    /// <param name="prefetch">How many batches to read ahead, on another thread; 0 reads each when it is asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is not positive, or a negative number is to be read ahead.</exception>
    /// <exception cref="DatasetException">There are no examples, or dropping the last batch leaves none.</exception>
    public DataLoader(
        IDataset dataset, int batchSize, bool shuffle = false, ulong seed = 0, bool dropLast = false, int prefetch = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (batchSize <= 0)
            Throw.OutOfRange(nameof(batchSize), batchSize, "1 or more");
        if (prefetch < 0)
            Throw.OutOfRange(nameof(prefetch), prefetch, "0 or more");
        if (dataset.Count == 0)
            Throw.NoExamples(nameof(DataLoader));
        if (dropLast && dataset.Count < batchSize)
            Throw.NoBatches(dataset.Count, batchSize);
        Dataset = dataset;
        BatchSize = batchSize;
        Shuffles = shuffle;
        Seed = seed;
        DropsLast = dropLast;
        Prefetch = prefetch;
    }

    /// <summary>Where the examples come from.</summary>
    public IDataset Dataset { get; }

    /// <summary>How many examples a batch has; the last one may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>Whether each epoch has an order of its own.</summary>
    public bool Shuffles { get; }

    /// <summary>The seed of the orders.</summary>
    public ulong Seed { get; }

    /// <summary>Whether a last batch with fewer examples is left out.</summary>
    public bool DropsLast { get; }

    /// <summary>
    /// How many batches are read ahead, by a thread of each loop's own; 0, the default, reads each when it is asked for. Two are enough to
    /// hide reading that is shorter than a training step; tensors in memory are gathered faster than they could be handed over. With 0 the
    /// caller reads, with the help of other threads where <see cref="IDataset.AllowsConcurrentReads"/>; with more the dataset is read, by that one
    /// thread, while the program does other things. The thread goes when the loop ends or is left, so dispose an enumerator of your own.
    /// </summary>
    public int Prefetch { get; }

    /// <summary>How many batches an epoch has.</summary>
    public int Count => (Examples / BatchSize) + (Examples % BatchSize == 0 ? 0 : 1);

    /// <summary>How many examples an epoch gives: all of them, or those in full batches.</summary>
    public int Examples => DropsLast ? Dataset.Count - (Dataset.Count % BatchSize) : Dataset.Count;

    /// <summary>
    /// The epoch that the next foreach gives, and so how many are done: 0 at first. A foreach that runs to its end goes on to the next; one
    /// that stops early does not. Set it to resume.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative number.</exception>
    public int Epoch
    {
        get => epoch;
        set
        {
            if (value < 0)
                Throw.OutOfRange(nameof(Epoch), value, "0 or more");
            epoch = value;
        }
    }

    /// <summary>The batches of <see cref="Epoch"/>; reaching the end goes on to the next epoch.</summary>
    public IEnumerator<Batch> GetEnumerator()
    {
        int current = Epoch;
        foreach (Batch batch in BatchesOf(current))
            yield return batch;
        Epoch = current + 1;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The batches of any epoch, which change nothing here: the same epoch always gives the same batches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    public IEnumerable<Batch> BatchesOf(int epoch)
    {
        int[] order = OrderOf(epoch);
        return Read();

        IEnumerable<Batch> Read()
        {
            using EpochReader reader = new(this, order);
            for (int number = 0; number < Count; number++)
                yield return reader.Next();
        }
    }

    /// <summary>
    /// The numbers of the examples in the order of any epoch, batch after batch: a pure function of <see cref="Seed"/> and the epoch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    public int[] OrderOf(int epoch)
    {
        if (epoch < 0)
            Throw.OutOfRange(nameof(epoch), epoch, "0 or more");
        if (Shuffles)
            return new Rng(Seed, FirstStream + (ulong)epoch).Permutation(Dataset.Count)[..Examples];
        int[] order = new int[Examples];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        return order;
    }

    /// <summary>One batch of an epoch whose order is known.</summary>
    internal Batch ReadBatch(int[] order, int number)
    {
        ReadOnlySpan<int> indices = IndicesOf(order, number);
        Batch batch = NewBatch(indices.Length);
        BatchReading.Run(Dataset, indices, batch.Inputs.Target, batch.Targets.Target);
        return batch;
    }

    /// <summary>Which examples make a batch of an epoch whose order is known.</summary>
    internal ReadOnlySpan<int> IndicesOf(int[] order, int number)
    {
        int start = number * BatchSize;
        return order.AsSpan(start, Math.Min(BatchSize, order.Length - start));
    }

    /// <summary>A batch of undefined numbers, to be filled.</summary>
    internal Batch NewBatch(int count) =>
        new(Tensor.Rent(Dataset.InputShape.Insert(0, count)), Tensor.Rent(Dataset.TargetShape.Insert(0, count)));

    /// <summary>Buffers to read ahead into: those of an earlier loop, if no other has them now.</summary>
    internal ReadAhead.Slot[] TakeSlots()
    {
        if (Interlocked.Exchange(ref spareSlots, null) is { } spare)
            return spare;
        var slots = new ReadAhead.Slot[Math.Min(Prefetch, Count)];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = new ReadAhead.Slot();
        return slots;
    }

    /// <summary>Ends <see cref="TakeSlots"/>.</summary>
    internal void GiveBack(ReadAhead.Slot[] slots) => Volatile.Write(ref spareSlots, slots);
}
