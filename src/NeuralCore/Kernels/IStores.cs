using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

/// <summary>How a pass over neighbouring numbers writes its result. It changes where the result lies when the pass is over, and no bit of it.</summary>
internal unsafe interface IStores
{
    /// <summary>
    /// Stores a whole bundle. Returns by how many numbers the pass goes on: a bundle, or fewer where the next one begins better within this one.
    /// </summary>
    static abstract int Store<V>(V value, Real* target)
        where V : struct, ILanes<V>;

    /// <summary>Lets other threads see what was stored.</summary>
    static abstract void Finish();
}

/// <summary>The ordinary way: into the caches.</summary>
internal readonly unsafe struct CachedStores : IStores
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store<V>(V value, Real* target)
        where V : struct, ILanes<V>
    {
        V.Store(value, ref *target, 0);
        return V.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish()
    {
    }
}

/// <summary>
/// Past the caches, which then need not read what is about to be overwritten, and keep what they have. For results that would be gone from
/// them anyway before anybody reads them.
/// </summary>
internal readonly unsafe struct StreamedStores : IStores
{
    /// <summary>
    /// The least count of numbers that a result is streamed from. On one thread of a Zen 4 with 32 MB of third-level cache, the sum of two
    /// tensors of 2, 4, 8 and 16 Mi numbers took 256, 837, 4,437 and 5,291 us in the ordinary way and 250, 616, 1,546 and 3,419 streamed; a sum
    /// and an exponential that reads it at once 709, 2,005 and 4,363 against 694, 1,635 and 3,206. Smaller results stay for who reads them next.
    /// </summary>
    public const int Usual = 4 * 1024 * 1024;

    /// <summary>The count that holds now. Bits do not depend on it, so this is for tests that prove it: they lower it.</summary>
    public static int Least { get; set; } = Usual;

    /// <summary>
    /// Whether a result is to be streamed. Where it takes the place of an operand, its memory has been read and is in the caches: then not.
    /// </summary>
    public static bool Pay(ReadOnlySpan<Real> result, ReadOnlySpan<Real> x, ReadOnlySpan<Real> y = default, ReadOnlySpan<Real> z = default) =>
        result.Length >= Least && !result.Overlaps(x) && !result.Overlaps(y) && !result.Overlaps(z);

    /// <remarks>
    /// Only bundles that begin at multiples of their size can be streamed, and lines of 64 bytes are whole only so. A first one that does not is
    /// stored in the ordinary way, and what the next one has in common with it is computed twice: that takes less code than a head of its own.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store<V>(V value, Real* target)
        where V : struct, ILanes<V>
    {
        int beyond = (int)target & ((V.Count * sizeof(Real)) - 1);
        if (beyond == 0)
            V.StoreStreamed(value, target);
        else
            V.Store(value, ref *target, 0);
        return V.Count - (beyond / sizeof(Real));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish()
    {
        if (Sse.IsSupported)
            Sse.StoreFence();
    }
}
