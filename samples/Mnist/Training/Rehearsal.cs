using NeuralCore;
using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>
/// Everything that training and testing do, once, with a model that nobody keeps and blank images. It learns nothing; but the just-in-time
/// compiler has then seen the code, and a training of two seconds does not begin with a fifth of a second of waiting for it.
/// </summary>
internal static class Rehearsal
{
    // As many as the largest batch that is worth a rehearsal: the code for more is the same.
    private const int MostImages = 256;

    public static void Run(Settings settings, CancellationToken cancellation)
    {
        int count = Math.Clamp(settings.BatchSize, 1, MostImages);
        var blank = new LabeledImages(new byte[count * 28 * 28], new byte[count], 28, 28, classCount: 10);
        Layer model = settings.Model.Create();
        Settings once = settings with { Epochs = 1, LearningRate = 0, BatchSize = count };
        Learning.Run(model, once, blank, blank, new Progress<TrainingProgress>(), cancellation);
        TestResult.Measure(model, blank);
    }
}
