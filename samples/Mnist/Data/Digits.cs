using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>The digits to learn and to test with, and what they are.</summary>
/// <param name="Train">The images to train and to validate with.</param>
/// <param name="Test">The images that only the final test sees.</param>
/// <param name="IsMnist">Whether they are MNIST. Accuracies on other digits do not compare.</param>
/// <param name="Source">Where they come from, as a phrase for a person.</param>
internal sealed record Digits(LabeledImages Train, LabeledImages Test, bool IsMnist, string Source)
{
    /// <summary>What the digits are, in the words that files carry: without a place, so that the same seed makes the same files.</summary>
    public string Kind => IsMnist ? "MNIST" : "generated digits (not MNIST)";
}
