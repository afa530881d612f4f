namespace NeuralCore;

/// <summary>
/// Examples to train on or to test with: each has inputs of one shape and targets of one shape. Implement it for data that do not fit in
/// memory or are made on the fly; for tensors there is <see cref="InMemoryDataset"/>.
/// </summary>
public interface IDataset
{
    /// <summary>How many examples there are.</summary>
    int Count { get; }

    /// <summary>The shape of one example's inputs, without the batch axis: <c>[784]</c>, or <c>[1, 28, 28]</c>.</summary>
    Shape InputShape { get; }

    /// <summary>The shape of one example's targets, without the batch axis: <c>[]</c> for the number of a class.</summary>
    Shape TargetShape { get; }

    /// <summary>
    /// Whether several threads may call <see cref="Read"/> at once. A loader that does not read ahead then shares the examples of a batch among
    /// the threads that compute; the examples and their order are the same. Those threads do not have the caller's execution context, and the
    /// caller waits for them, so Read must not want a lock that the caller holds. False unless a dataset says otherwise.
    /// </summary>
    bool AllowsConcurrentReads => false;

    /// <summary>Copies examples out, one after the other. The same index must give the same numbers in every call.</summary>
    /// <param name="indices">Which examples: numbers from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="inputs">Room for indices.Length x <see cref="InputShape"/> numbers, with undefined contents: fill it all.</param>
    /// <param name="targets">Room for indices.Length x <see cref="TargetShape"/> numbers, with undefined contents: fill it all.</param>
    void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets);
}
