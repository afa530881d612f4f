using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Working memory for a kernel: 64-byte aligned, dirty, and reused from call to call by the thread that rents it, so a steady state
/// allocates nothing. Several may be rented at once. Dispose it on the thread that rented it.
/// </summary>
internal readonly unsafe ref struct Scratch
{
    private const int Alignment = 64;
    private const int KeptBuffers = 4;

    [ThreadStatic]
    private static Buffer?[]? kept;

    private readonly Buffer buffer;

    private Scratch(Buffer buffer) => this.buffer = buffer;

    /// <summary>The most numbers that can be rented at once.</summary>
    public static int MaxCount => Array.MaxLength - Alignment;

    /// <summary>The first number. Stays where it is until the scratch is disposed.</summary>
    public Real* Data => buffer.Aligned;

    /// <summary>Rents room for at least <paramref name="count"/> numbers, which the caller counts without wrapping around.</summary>
    /// <exception cref="ShapeException">No buffer holds so many.</exception>
    public static Scratch Rent(long count)
    {
        if ((ulong)count > (ulong)MaxCount)
            Throw.ScratchSize(count, MaxCount);
        kept ??= new Buffer?[KeptBuffers];
        int best = -1;
        for (int i = 0; i < KeptBuffers; i++)
        {
            if (kept[i] is { } candidate && candidate.Count >= count && (best < 0 || candidate.Count < kept[best]!.Count))
                best = i;
        }

        if (best < 0)
            return new Scratch(new Buffer((int)count));
        Buffer found = kept[best]!;
        kept[best] = null;
        return new Scratch(found);
    }

    /// <summary>So many numbers so many times, or, where these are more than can be rented, some number that is refused as well.</summary>
    public static long Times(long count, int times)
    {
        // Half as many bits as a long has on either side, so that their product fits.
        const long TooMany = 1L << 31;
        return Math.Min(Math.Min(count, TooMany) * times, TooMany);
    }

    /// <summary>Gives the room back to this thread.</summary>
    public void Dispose()
    {
        // The smallest one kept (an empty place counts as none) makes room, so that sizes settle at the largest that were asked for.
        int smallest = 0;
        for (int i = 1; i < KeptBuffers; i++)
        {
            if (SizeOf(kept![i]) < SizeOf(kept[smallest]))
                smallest = i;
        }

        if (SizeOf(kept![smallest]) < buffer.Count)
            kept[smallest] = buffer;
    }

    private static int SizeOf(Buffer? buffer) => buffer?.Count ?? 0;

    // A pinned array stays where it is for as long as it lives, and goes with its thread without anyone freeing it.
    private sealed class Buffer
    {
        private readonly Real[] numbers;

        public Buffer(int count)
        {
            // Whole powers of two, so that slightly different shapes share one buffer.
            Count = (int)Math.Min((uint)MaxCount, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 1024)));
            numbers = GC.AllocateUninitializedArray<Real>(Count + (Alignment / sizeof(Real)), pinned: true);
            nuint first = (nuint)Unsafe.AsPointer(ref numbers[0]);
            Aligned = (Real*)((first + Alignment - 1) & ~(nuint)(Alignment - 1));
        }

        public int Count { get; }

        public Real* Aligned { get; }
    }
}
