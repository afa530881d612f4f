using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// y[i] = x[i] · (0 or scale), where random bits of i's own address decide. The same address gives the same decision on every machine,
/// whatever the width and the threads, so the way back can draw them once more instead of remembering them.
/// </summary>
internal static unsafe class RandomMask
{
    // Numbers in a tile: what 512 bytes of drawn bits decide in single precision.
    private const int Tile = 128;

    // 31 of the 32 bits, so that a signed comparison orders them.
    private const double Steps = 1u << 31;

    /// <summary>Runs the pass; number i is dropped when bits i of the stream, counted from <paramref name="firstBlock"/>, fall below the probability.</summary>
    public static void Run(ReadOnlySpan<Real> x, Real probability, Real scale, ulong seed, ulong stream, ulong firstBlock, Span<Real> y)
    {
        if (x.Length != y.Length)
            Throw.KernelLengths(nameof(RandomMask), y.Length, x.Length);
        fixed (Real* px = x, py = y)
        {
            Body body = new(px, Limit(probability), scale, seed, stream, firstBlock, y.Length, py);
            Workers.For(body, Grain.Pieces(y.Length, Tile), Grain.Numbers / Tile);
        }
    }

    /// <summary>The bits below which a number is dropped.</summary>
    public static Bits Limit(Real probability) => (Bits)Math.Min(Math.Round(probability * Steps), Steps - 1);

    /// <summary>The whole pass on the calling thread, as a part of another kernel. y may be x.</summary>
    public static void Whole<V>(Real* x, Bits limit, Real scale, ulong seed, ulong stream, ulong firstBlock, int count, Real* y)
        where V : struct, ILanes<V> =>
        new Body(x, limit, scale, seed, stream, firstBlock, count, y).Run<V>(0, Grain.Pieces(count, Tile));

    internal readonly struct Body(Real* x, Bits limit, Real scale, ulong seed, ulong stream, ulong firstBlock, int count, Real* y) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            Bits* bits = stackalloc Bits[Tile];
            for (int tile = start; tile < end; tile++)
            {
                int first = tile * Tile;
                int numbers = Math.Min(Tile, count - first);
                RandomBits.Fill(seed, stream, firstBlock + ((ulong)first / 4), Grain.Pieces(numbers, 4), bits);
                Part<V>((Real*)bits, x + first, y + first, numbers);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Part<V>(Real* bits, Real* from, Real* to, int numbers)
            where V : struct, ILanes<V>
        {
            V limits = V.AllBits(limit);
            V scales = V.All(scale);
            int i = 0;
            for (; i <= numbers - V.Count; i += V.Count)
                V.Store(V.Load(in *(from + i), 0) * Factor(V.Load(in *(bits + i), 0), limits, scales), ref *(to + i), 0);
            if (i < numbers)
                V.StoreFirst(V.LoadFirst(from + i, numbers - i) * Factor(V.LoadFirst(bits + i, numbers - i), limits, scales), to + i, numbers - i);
        }

        // Below the limit the difference is negative, and its sign fills the mask. The product keeps NaN, as in PyTorch.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Factor<V>(V bits, V limits, V scales)
            where V : struct, ILanes<V> =>
            V.Where(V.ShiftRight(V.SubtractBits(bits, limits), (8 * Unsafe.SizeOf<Real>()) - 1), V.All(0), scales);
    }
}
