namespace NeuralCore.Benchmarks;

/// <summary>What several benchmarks train or ask.</summary>
internal static class Networks
{
    public const int Pixels = 784;
    public const int Classes = 10;

    public static Sequential Small() => new(new Dense(Pixels, 128, Activation.Relu), new Dense(128, Classes));

    public static Sequential Large() => new(
        new Dense(Pixels, 512), new BatchNorm(512), Activation.Relu, new Dropout(0.2f),
        new Dense(512, 256), new BatchNorm(256), Activation.Relu, new Dropout(0.2f),
        new Dense(256, Classes));

    public static Tensor Images(int count) => Tensor.Uniform(new Rng(1), count, Pixels);

    public static Tensor Labels(int count) => Tensor.From([.. Enumerable.Range(0, count).Select(static i => (float)(i % Classes))]);
}
