namespace NeuralCore.Tests.Training;

/// <summary>Points around three centres, and models and trainers that learn which is whose.</summary>
internal static class Blobs
{
    public const int Classes = 3;

    public static InMemoryDataset Points(int count, ulong seed = 1)
    {
        Rng rng = new(seed);
        var inputs = new Real[count * 2];
        var labels = new Real[count];
        for (int i = 0; i < count; i++)
        {
            int label = i % Classes;
            labels[i] = label;
            inputs[2 * i] = ((label - 1) * 2) + (rng.NextNormal() / 2);
            inputs[(2 * i) + 1] = (label == 1 ? 2 : 0) + (rng.NextNormal() / 2);
        }

        return new InMemoryDataset(Tensor.Wrap(inputs, count, 2), Tensor.Wrap(labels));
    }

    public static Sequential Model(params ReadOnlySpan<Layer> middle)
    {
        Sequential model = new(new Dense(2, 16, rng: new Rng(7)), Activation.Relu);
        foreach (Layer layer in middle)
            model.Add(layer);
        model.Add(new Dense(16, Classes, rng: new Rng(8)));
        return model;
    }

    public static DataLoader Batches(int count = 200, int batchSize = 32) => new(Points(count), batchSize, shuffle: true, seed: 4);

    public static Trainer TrainerOf(Layer model, Real learningRate = (Real)0.1) =>
        new(model, new CrossEntropy(), new Momentum(model.Parameters, learningRate), new Accuracy());

    /// <summary>A Dropout that drops the same in every run.</summary>
    public static Dropout Dropping() => new((Real)0.5, new Rng(9));

    /// <summary>All weights and buffers one after the other, as bits.</summary>
    public static int[] BitsOf(Layer model) =>
    [
        .. model.Parameters.SelectMany(parameter => parameter.Value.ToArray()).Select(BitConverter.SingleToInt32Bits),
        .. model.NamedBuffers.SelectMany(named => named.Buffer.ToArray()).Select(BitConverter.SingleToInt32Bits),
    ];
}
