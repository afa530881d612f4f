using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>Where this machine keeps the real MNIST, if it does: NEURALCORE_DATA, or shared/datasets beside the repository.</summary>
internal static class RealMnist
{
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "t10k-labels*", SearchOption.AllDirectories).Any());

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("NEURALCORE_DATA") is { Length: > 0 } named)
            return [named];
        return [Path.Combine(Repository.Root, "..", "shared", "datasets")];
    }
}

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
