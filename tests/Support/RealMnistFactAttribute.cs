using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
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
        else if (isLong && !Fma.IsSupported && !AdvSimd.IsSupported)
            Skip = "It takes minutes without fused multiply-add in hardware; that the bits are the same, other tests show.";
    }
}
