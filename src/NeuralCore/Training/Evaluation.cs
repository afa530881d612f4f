using System.Globalization;

namespace NeuralCore;

/// <summary>What was measured over a set of examples: the loss and the metrics.</summary>
public sealed class Evaluation
{
    private readonly Score loss;

    internal Evaluation(Score loss, IReadOnlyList<(string Name, Score Score)> metrics)
    {
        this.loss = loss;
        Metrics = metrics;
    }

    /// <summary>
    /// The mean loss of an example. Where the loss divides by something else than the number of examples, as with class weights or an
    /// ignored label, it is the mean over batches, each weighing as many examples as it has.
    /// </summary>
    public double Loss => loss.Mean;

    /// <summary>How many examples there were.</summary>
    public long Examples => loss.Count;

    /// <summary>The metrics in the order in which they were given to the trainer.</summary>
    public IReadOnlyList<(string Name, Score Score)> Metrics { get; }

    /// <summary>The metric named <c>accuracy</c>; null when none is measured.</summary>
    public Score? Accuracy => Find("accuracy");

    /// <summary>A metric by its name.</summary>
    /// <exception cref="ArgumentException">No metric with this name is measured.</exception>
    public Score this[string metric]
    {
        get
        {
            Score? found = Find(metric);
            if (found is null)
                Throw.NoMetric(metric, [.. Metrics.Select(static pair => pair.Name)]);
            return found.Value;
        }
    }

    /// <summary>All means, as in <c>loss 0.0612, accuracy 0.9812</c>.</summary>
    public override string ToString() => string.Join(", ", Metrics.Prepend((Name: "loss", Score: loss)).Select(static pair =>
        string.Create(CultureInfo.InvariantCulture, $"{pair.Name} {pair.Score.Mean:0.0000}")));

    private Score? Find(string metric)
    {
        foreach ((string name, Score score) in Metrics)
        {
            if (name == metric)
                return score;
        }

        return null;
    }
}
