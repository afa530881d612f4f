namespace NeuralCore;

/// <summary>Something to know about predictions besides the loss, such as how many are right. Training does not depend on it.</summary>
public abstract class Metric
{
    /// <summary>Sets the name.</summary>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>What it is called in results, such as <c>accuracy</c>.</summary>
    public string Name { get; }

    /// <summary>Measures one batch. Nothing in here is recorded.</summary>
    /// <param name="prediction">What the model says: [batch, ...].</param>
    /// <param name="target">What is true: [batch, ...].</param>
    /// <returns>The total over the examples that count, and how many those are.</returns>
    /// <exception cref="ShapeException">The metric does not know such shapes.</exception>
    public abstract Score Measure(Tensor prediction, Tensor target);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
