namespace NeuralCore;

/// <summary>Examples held in two tensors, whose first axis counts them: inputs [n, ...] and targets [n, ...].</summary>
/// <remarks>
/// The tensors are not copied, so later changes to them show. Labels of classes are a target tensor of shape [n] with whole numbers.
/// </remarks>
public sealed class InMemoryDataset : IDataset
{
    /// <summary>Takes two tensors, without copying.</summary>
    /// <exception cref="ShapeException">A tensor has no axes, or the first axes differ in size.</exception>
    /// <exception cref="DatasetException">There are no examples.</exception>
    public InMemoryDataset(Tensor inputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Rank == 0 || targets.Rank == 0 || inputs.Shape[0] != targets.Shape[0])
            Throw.ExamplesDiffer(inputs.Shape, targets.Shape);
        if (inputs.Shape[0] == 0)
            Throw.NoExamples(nameof(InMemoryDataset));
        Inputs = inputs.Detach().Keep();
        Targets = targets.Detach().Keep();
        InputShape = inputs.Shape.Remove(0);
        TargetShape = targets.Shape.Remove(0);
    }

    /// <summary>Takes copies of two rectangular arrays of any rank and type of number, such as <c>float[,]</c> and <c>int[]</c>.</summary>
    /// <exception cref="ArgumentException">An array holds something other than numbers.</exception>
    /// <exception cref="ShapeException">The first axes differ in size.</exception>
    /// <exception cref="DatasetException">There are no examples.</exception>
    public InMemoryDataset(Array inputs, Array targets)
        : this(Tensor.From(inputs), Tensor.From(targets))
    {
    }

    /// <summary>All inputs: [n, ...].</summary>
    public Tensor Inputs { get; }

    /// <summary>All targets: [n, ...].</summary>
    public Tensor Targets { get; }

    /// <inheritdoc/>
    public int Count => Inputs.Shape[0];

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public Shape TargetShape { get; }

    /// <inheritdoc/>
    public bool AllowsConcurrentReads => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no example with this index.</exception>
    /// <exception cref="ShapeException">A span does not hold as many numbers as the examples have.</exception>
    public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
    {
        CopyRows(Inputs, InputShape.Count, indices, inputs);
        CopyRows(Targets, TargetShape.Count, indices, targets);
    }

    private static void CopyRows(Tensor source, int size, ReadOnlySpan<int> indices, Span<Real> rows)
    {
        if (rows.Length != (long)indices.Length * size)
            Throw.CountsDiffer(nameof(Read), rows.Length, source.Shape.With(0, indices.Length));
        ReadOnlySpan<Real> values = source.Values;
        int count = source.Shape[0];
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)count)
                Throw.OutOfRange(nameof(indices), indices[i], $"from 0 to {count - 1}, the numbers of the {count} examples");
            values.Slice(indices[i] * size, size).CopyTo(rows[(i * size)..]);
        }
    }
}
