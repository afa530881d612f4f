namespace NeuralCore.Datasets;

/// <summary>A training and a test set of labelled images of the same size and classes, and where they came from.</summary>
/// <param name="Train">The images to learn from.</param>
/// <param name="Test">The images to measure on.</param>
/// <param name="Source">Where they came from.</param>
public sealed record MnistData(LabeledImages Train, LabeledImages Test, MnistSource Source);
