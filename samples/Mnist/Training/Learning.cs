using NeuralCore;
using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>The training itself: everything the library needs to be told.</summary>
internal static class Learning
{
    // One image in twelve is held back, so that the curves show unseen images and the test images stay unseen to the end.
    private const double TrainingShare = 11.0 / 12;

    public static (IDataset Training, IDataset Validation) Divide(LabeledImages images, ulong seed) => images.Split(TrainingShare, seed);

    public static TrainingHistory Run(
        Layer model,
        Settings settings,
        IDataset training,
        IDataset validation,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellation)
    {
        Optimizer optimizer = settings.Optimizer.Create(model.Parameters, settings.LearningRate);
        var loss = new CrossEntropy(settings.Model.LabelSmoothing);
        var trainer = new Trainer(model, loss, optimizer, new Accuracy()) { Schedule = Schedule.Linear };
        var batches = new DataLoader(training, settings.BatchSize, shuffle: true, seed: settings.Seed);
        return trainer.Fit(batches, settings.Epochs, validation, progress, cancellation);
    }
}
