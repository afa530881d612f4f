using NeuralCore;

namespace MnistSample;

/// <summary>A model that can be trained here, with the settings that suit it.</summary>
/// <param name="Name">What <c>--model</c> calls it.</param>
/// <param name="Summary">What it is, for the help.</param>
/// <param name="Epochs">How often it goes through all training images.</param>
/// <param name="BatchSize">How many images make a step.</param>
/// <param name="LabelSmoothing">
/// How much of each label is spread over all digits, which keeps a large model from learning the training images by heart.
/// </param>
/// <param name="Optimizer">The optimizer to use when none is named.</param>
/// <param name="Create">Makes it, with new weights.</param>
internal sealed record ModelChoice(
    string Name, string Summary, int Epochs, int BatchSize, float LabelSmoothing, string Optimizer, Func<Layer> Create)
{
    public static IReadOnlyList<ModelChoice> All { get; } =
    [
        new("mlp", "784 pixels, 192 hidden units, 10 digits", Epochs: 4, BatchSize: 32, LabelSmoothing: 0.1f, "adam", () =>
            new Sequential(
                new Flatten(),
                new Dense(784, 192, Activation.Relu),
                new Dense(192, 10))),
        new("cnn", "four convolutions and 128 hidden units", Epochs: 8, BatchSize: 64, LabelSmoothing: 0.1f, "adam", () =>
            new Sequential(
                new Conv2d(1, 32, 3, activation: Activation.Relu),
                new Conv2d(32, 32, 3, activation: Activation.Relu),
                new BatchNorm(32),
                new MaxPool2d(2),
                new Dropout(0.25f),
                new Conv2d(32, 64, 3, activation: Activation.Relu),
                new Conv2d(64, 64, 3, activation: Activation.Relu),
                new BatchNorm(64),
                new MaxPool2d(2),
                new Dropout(0.25f),
                new Flatten(),
                new Dense(1024, 128, Activation.Relu),
                new Dropout(0.5f),
                new Dense(128, 10))),
        new("softmax", "one layer: softmax regression", Epochs: 6, BatchSize: 128, LabelSmoothing: 0, "adam", () =>
            new Sequential(
                new Flatten(),
                new Dense(784, 10))),
    ];

    /// <summary>The loss in words.</summary>
    public string Loss => LabelSmoothing == 0 ? "cross-entropy" : FormattableString.Invariant(
        $"cross-entropy, labels smoothed by {LabelSmoothing:R} (a perfect network still has {LeastLoss:0.00})");

    // The entropy of a smoothed label: 1 - s + s / 10 for its own digit and s / 10 for each other.
    private double LeastLoss
    {
        get
        {
            double other = LabelSmoothing / 10;
            double own = 1 - (9 * other);
            return -(own * Math.Log(own)) - (9 * other * Math.Log(other));
        }
    }
}
