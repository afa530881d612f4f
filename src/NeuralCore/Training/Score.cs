namespace NeuralCore;

/// <summary>Something added up over examples, such as how many were right.</summary>
/// <param name="Sum">The total.</param>
/// <param name="Count">Over how many examples.</param>
public readonly record struct Score(double Sum, long Count)
{
    /// <summary>The mean over the examples; not a number when there are none.</summary>
    public double Mean => Sum / Count;

    /// <summary>Both together.</summary>
    public static Score operator +(Score left, Score right) => new(left.Sum + right.Sum, left.Count + right.Count);
}
