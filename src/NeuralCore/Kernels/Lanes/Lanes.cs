using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralCore.Kernels;

/// <summary>A kernel's body, written once for every width.</summary>
internal interface ILaneBody
{
    void Run<V>()
        where V : struct, ILanes<V>;
}

/// <summary>Runs bodies at the widest bundle that this processor has in hardware.</summary>
internal static class Lanes
{
    /// <summary>The width in bits that <see cref="Run{TBody}"/> takes here: 512, 256 or 128, or that of one number.</summary>
    public static int Width =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 8 * Unsafe.SizeOf<Real>();

    // The conditions are constants to the JIT, so one call remains. A width without hardware is a slow emulation: never taken.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TBody>(scoped ref TBody body)
        where TBody : struct, ILaneBody, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            body.Run<Lanes512>();
        else if (Vector256.IsHardwareAccelerated)
            body.Run<Lanes256>();
        else if (Vector128.IsHardwareAccelerated)
            body.Run<Lanes128>();
        else
            body.Run<Lanes1>();
    }
}
