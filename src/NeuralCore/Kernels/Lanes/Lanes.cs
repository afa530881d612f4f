using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralCore.Kernels;

/// <summary>
/// A kernel's body, written once for every width: it does the items from start to end, where an item is a number, a row or a
/// tile. Items do not depend on each other, so they may be split among threads anywhere.
/// </summary>
internal interface ILaneBody
{
    void Run<V>(int start, int end)
        where V : struct, ILanes<V>;
}

/// <summary>Runs bodies at the widest bundle that this processor has in hardware.</summary>
internal static unsafe class Lanes
{
    /// <summary>
    /// How bodies are compiled: at once to the best code, and apart from their callers. Drawn into a caller, a body comes at the end of what the
    /// compiler is willing to inline there, and keeps calls within its loop: exp over 1 million numbers took 4.6 ms instead of 0.22. And what was
    /// counted in the first calls, such as that rows are short, would make the code for all that follow.
    /// </summary>
    public const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>
    /// The most bits that a bundle may have; less than 128 leaves one lane. All widths give the same bits, so this is for tests that
    /// prove it: they lower it and run any operation again. Reading it costs one comparison for each piece of a kernel's work.
    /// </summary>
    public static int Limit { get; set; } = 512;

    /// <summary>The width in bits that <see cref="Run{TBody}"/> takes here without a limit: 512, 256 or 128, or that of one number.</summary>
    public static int Width =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 8 * Unsafe.SizeOf<Real>();

    // What the hardware has is a constant to the JIT. A width without hardware is a slow emulation: never taken.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TBody>(TBody body, int start, int end)
        where TBody : struct, ILaneBody
    {
        if (Vector512.IsHardwareAccelerated && Limit >= 512)
            body.Run<Lanes512>(start, end);
        else if (Vector256.IsHardwareAccelerated && Limit >= 256)
            body.Run<Lanes256>(start, end);
        else if (Vector128.IsHardwareAccelerated && Limit >= 128)
            body.Run<Lanes128>(start, end);
        else
            body.Run<Lanes1>(start, end);
    }

    /// <summary>Loads a bundle, or its first lanes where fewer numbers are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(Real* source, int left)
        where V : struct, ILanes<V> => left >= V.Count ? V.Load(in *source, 0) : V.LoadFirst(source, left);

    /// <summary>Stores the numbers of two bundles in turn, or the first of them where there is less room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInTurn<V>(V even, V odd, Real* target, int left)
        where V : struct, ILanes<V>
    {
        Store(V.ZipLower(even, odd), target, left);
        if (left > V.Count)
            Store(V.ZipUpper(even, odd), target + V.Count, left - V.Count);
    }

    /// <summary>Stores a bundle, or its first lanes where there is less room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(V value, Real* target, int left)
        where V : struct, ILanes<V>
    {
        if (left >= V.Count)
            V.Store(value, ref *target, 0);
        else
            V.StoreFirst(value, target, left);
    }
}
