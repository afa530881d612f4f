using NeuralCore;

namespace TextClassificationSample;

/// <summary>A vocabulary and a network that knows ham (0) from spam (1).</summary>
internal sealed class SpamFilter
{
    private const int Size = 32;
    private const int Classes = 2;

    private readonly int length;

    public SpamFilter(IReadOnlyList<Message> training)
    {
        Vocabulary = new Vocabulary(training);
        length = training.Max(message => Tokenizer.Tokens(message.Text).Count());
        Network = new Sequential(
            new WordDropout(0.4f),
            new BagOfWords(Vocabulary.Count, Size),
            new Dense(Size, Size, Activation.Relu),
            new Dense(Size, Classes));
    }

    public Vocabulary Vocabulary { get; }

    public Layer Network { get; }

    public IDataset Encode(IReadOnlyList<Message> messages) => new InMemoryDataset(
        Vocabulary.Encode(messages, length), Tensor.From([.. messages.Select(message => message.IsSpam ? 1f : 0)]));

    /// <summary>How likely each message is spam, from 0 to 1.</summary>
    public float[] Probabilities(IReadOnlyList<Message> messages)
    {
        Tensor probabilities = Network.Predict(Vocabulary.Encode(messages, length)).Softmax();
        return [.. Enumerable.Range(0, messages.Count).Select(i => probabilities[i, 1])];
    }
}
