namespace NeuralCore.Training;

/// <summary>Adds up the loss and the metrics from batch to batch.</summary>
internal sealed class RunningScores(IReadOnlyList<Metric> metrics, LossReduction reduction)
{
    private readonly Score[] scores = new Score[metrics.Count];
    private Score loss;

    public void Clear()
    {
        loss = default;
        Array.Clear(scores);
    }

    public void Add(double batchLoss, Tensor prediction, Batch batch)
    {
        // A mean counts as often as the batch has examples, so that a small last batch weighs no more than its share.
        loss += new Score(reduction == LossReduction.Sum ? batchLoss : batchLoss * batch.Count, batch.Count);
        if (scores.Length == 0)
            return;
        using (Gradients.Disable())
        {
            Tensor said = prediction.Detach();
            for (int i = 0; i < scores.Length; i++)
                scores[i] += metrics[i].Measure(said, batch.Targets);
        }
    }

    public Evaluation ToEvaluation()
    {
        var named = new (string, Score)[scores.Length];
        for (int i = 0; i < named.Length; i++)
            named[i] = (metrics[i].Name, scores[i]);
        return new Evaluation(loss, named);
    }
}
