using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.TestSupport;

/// <summary>Tests that multiply so much that they need the instruction for it.</summary>
internal static class LongTest
{
    /// <summary>Why they are skipped; null where the machine has the instruction.</summary>
    public static string? Reason { get; } = Fma.IsSupported || AdvSimd.IsSupported
        ? null
        : "It takes minutes without fused multiply-add in hardware; that the bits are the same, other tests show.";
}
