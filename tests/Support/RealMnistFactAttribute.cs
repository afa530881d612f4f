using Xunit;

namespace NeuralCore.TestSupport;

/// <summary>A test that needs the real MNIST, and is reported as skipped where the machine does not have it.</summary>
internal sealed class RealMnistFactAttribute : FactAttribute
{
    /// <param name="isLong">Whether it multiplies so much that it needs the instruction for it.</param>
    public RealMnistFactAttribute(bool isLong = false)
    {
        if (RealMnist.Folder is null)
            Skip = "MNIST is not here: set NEURALCORE_DATA, or put it into shared/datasets/mnist beside the repository.";
        else if (isLong)
            Skip = LongTest.Reason;
    }
}
