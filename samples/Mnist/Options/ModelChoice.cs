using NeuralCore;

namespace MnistSample;

/// <summary>A model that can be trained here, with the settings that suit it.</summary>
/// <param name="Name">What <c>--model</c> calls it.</param>
/// <param name="Summary">What it is, for the help.</param>
/// <param name="Epochs">How often it goes through all training images.</param>
/// <param name="BatchSize">How many images make a step.</param>
/// <param name="Optimizer">The optimizer to use when none is named.</param>
/// <param name="Create">Makes it, with new weights.</param>
internal sealed record ModelChoice(string Name, string Summary, int Epochs, int BatchSize, string Optimizer, Func<Layer> Create)
{
    public static IReadOnlyList<ModelChoice> All { get; } =
    [
        new("mlp", "784 pixels, 512 hidden units, 10 digits", Epochs: 8, BatchSize: 128, "adam", () => new Sequential(
            new Flatten(),
            new Dense(784, 512, Activation.Relu),
            new Dropout(0.2f),
            new Dense(512, 10))),
        new("softmax", "one layer: softmax regression", Epochs: 8, BatchSize: 128, "adam", () => new Sequential(
            new Flatten(),
            new Dense(784, 10))),
    ];
}
