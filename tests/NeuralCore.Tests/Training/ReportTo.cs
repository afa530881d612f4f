namespace NeuralCore.Tests.Training;

/// <summary>Passes reports on at once, on the same thread.</summary>
internal sealed class ReportTo(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => receive(value);
}
