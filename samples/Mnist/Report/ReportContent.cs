using NeuralCore;

namespace MnistSample;

/// <summary>All that the report shows.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Digits">What was learned.</param>
/// <param name="Model">The model, trained.</param>
/// <param name="History">How training went.</param>
/// <param name="Test">How the model does on unseen images.</param>
/// <param name="TrainingTime">How long training took.</param>
internal sealed record ReportContent(
    Settings Settings, Digits Digits, Layer Model, TrainingHistory History, TestResult Test, TimeSpan TrainingTime);
