using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>Finds the digits: the folder named, NEURALCORE_DATA, the cache, a download, and at last the generator.</summary>
/// <param name="trainCount">How many digits to draw for training.</param>
/// <param name="testCount">How many digits to draw for the test.</param>
internal sealed class DigitSearch(int trainCount = 60000, int testCount = 10000)
{
    // Not the user's seed: runs with other seeds must learn the same digits, as they do with MNIST.
    private const ulong GeneratorSeed = 1;

    public Digits Find(Settings settings, TextWriter output, CancellationToken cancellation)
    {
        if (settings.Dataset == DatasetChoice.Generated)
            return Draw(output, cancellation);

        DownloadLines progress = new(output);
        Task<MnistSearchResult> search = Mnist.FindAsync(settings.DataFolder, allowDownload: true, progress, cancellation);
        MnistSearchResult found = search.GetAwaiter().GetResult();
        if (found.Found)
            return new Digits(found.Data.Train, found.Data.Test, IsMnist: true, found.Data.Source.ToString());
        if (settings.Dataset == DatasetChoice.Mnist)
            throw new InputException($"--dataset mnist: {found.Failure} Or leave out --dataset to learn generated digits instead.");
        output.WriteLine($"No MNIST: {found.Failure}");
        return Draw(output, cancellation);
    }

    private Digits Draw(TextWriter output, CancellationToken cancellation)
    {
        output.WriteLine("Drawing digits by program ...");
        cancellation.ThrowIfCancellationRequested();
        (LabeledImages train, LabeledImages test) = new DigitGenerator(GeneratorSeed).GenerateSets(trainCount, testCount);
        return new Digits(
            train, test, IsMnist: false, "generated digits, drawn by program: this is not MNIST, and accuracies do not compare");
    }
}
