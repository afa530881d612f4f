using NeuralCore;

namespace TextClassificationSample;

/// <summary>
/// Adds up the vectors of a message's words, whatever their order, and divides by the square root of their number: y = Σ v / √n. Shapes: words
/// [batch, length], result [batch, size].
/// </summary>
/// <remarks>
/// The mean, which divides by n, would let one telling word drown in a long message. In five-fold cross-validation within the training
/// messages, with word dropout, the root gave an accuracy of 0.989 and an F1 of 0.957, the mean 0.986 and 0.945.
/// </remarks>
internal sealed class BagOfWords : Layer
{
    private readonly Embedding words;

    public BagOfWords(int vocabulary, int size)
    {
        Description = FormattableString.Invariant($"BagOfWords({vocabulary}, {size})");

        // Small first vectors: words that are rare in training begin, and stay, without much of a say.
        words = AddChild("words", new Embedding(vocabulary, size, Vocabulary.Padding, Initializer.Normal(0, 0.1f)));
    }

    public override Tensor Forward(Tensor input)
    {
        // The vector of the padding is zero, so the sum is that of the words; a message without words counts as one.
        Tensor counts = input.NotEqualTo(Vocabulary.Padding).Sum([1], keepAxes: true).Maximum(1);
        return words.Forward(input).Sum([1]) / counts.Sqrt();
    }
}
