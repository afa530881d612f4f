using Xunit;

namespace NeuralCore.Datasets.Tests;

/// <summary>A test that needs the real MNIST, and is reported as skipped where the machine does not have it.</summary>
internal sealed class RealMnistFactAttribute : FactAttribute
{
    public RealMnistFactAttribute()
    {
        if (RealMnist.Folder is null)
            Skip = "MNIST is not here: set NEURALCORE_DATA, or put it into shared/datasets/mnist beside the repository.";
    }
}
