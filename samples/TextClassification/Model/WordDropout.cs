using NeuralCore;

namespace TextClassificationSample;

/// <summary>
/// In training, makes padding of each word with a given probability (Iyyer, Manjunatha, Boyd-Graber and Daumé, 2015): the model learns not to
/// rely on a single word. Shapes: words [batch, length], result the same.
/// </summary>
internal sealed class WordDropout : Layer
{
    private readonly float probability;
    private readonly Rng rng = GlobalRandom.NextStream();

    public WordDropout(float probability)
    {
        this.probability = probability;
        Description = FormattableString.Invariant($"WordDropout({probability:R})");
    }

    public override Tensor Forward(Tensor input) =>
        IsTraining ? input * Tensor.Uniform(rng, input.Shape[0], input.Shape[1]).GreaterOrEqual(probability) : input;
}
