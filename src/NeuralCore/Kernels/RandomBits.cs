using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

/// <summary>Many words of a stream of <see cref="Rng"/> at once, without their last bit, so that they are whole numbers from 0 to 2^31 - 1.</summary>
internal static unsafe class RandomBits
{
    private const int WordsInBlock = 4;

    /// <summary>Fills room for <paramref name="blocks"/> blocks of four words.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static void Fill(ulong seed, ulong stream, ulong firstBlock, int blocks, Bits* target)
    {
        int i = 0;

        // Whole numbers, so there is no rounding that could make this path differ from the other: only speed does, by a factor of eight, and by
        // two fifths more with 512 bits.
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && sizeof(Bits) == sizeof(uint))
        {
            for (; i <= blocks - 16; i += 16)
                SixteenBlocks(seed, stream, firstBlock + (ulong)i, (uint*)target + (WordsInBlock * i));
        }

        if (Avx2.IsSupported && sizeof(Bits) == sizeof(uint))
        {
            for (; i <= blocks - 4; i += 4)
                FourBlocks(seed, stream, firstBlock + (ulong)i, (uint*)target + (WordsInBlock * i));
        }

        for (; i < blocks; i++)
        {
            (uint w0, uint w1, uint w2, uint w3) = Rng.Block(seed, stream, firstBlock + (ulong)i);
            Bits* to = target + (WordsInBlock * i);
            to[0] = (Bits)(w0 >> 1);
            to[1] = (Bits)(w1 >> 1);
            to[2] = (Bits)(w2 >> 1);
            to[3] = (Bits)(w3 >> 1);
        }
    }

    // FourBlocks twice as wide, and two at a time: every round waits for the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SixteenBlocks(ulong seed, ulong stream, ulong firstBlock, uint* target)
    {
        Vector512<ulong> c0 = Vector512.Create(firstBlock) + Vector512.Create(0ul, 4, 1, 5, 2, 6, 3, 7);
        Vector512<ulong> c1 = c0 >>> 32;
        Vector512<ulong> c2 = Vector512.Create(stream);
        Vector512<ulong> c3 = c2 >>> 32;
        Vector512<ulong> d0 = c0 + Vector512.Create(8ul);
        Vector512<ulong> d1 = d0 >>> 32;
        Vector512<ulong> d2 = c2;
        Vector512<ulong> d3 = c3;
        Vector512<ulong> k0 = Vector512.Create(seed);
        Vector512<ulong> k1 = k0 >>> 32;
        Vector512<uint> leftFactor = Vector512.Create(0xD2511F53u);
        Vector512<uint> rightFactor = Vector512.Create(0xCD9E8D57u);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> left = Avx512F.Multiply(c0.AsUInt32(), leftFactor);
            Vector512<ulong> right = Avx512F.Multiply(c2.AsUInt32(), rightFactor);
            (c0, c1) = ((right >>> 32) ^ c1 ^ k0, right);
            (c2, c3) = ((left >>> 32) ^ c3 ^ k1, left);
            left = Avx512F.Multiply(d0.AsUInt32(), leftFactor);
            right = Avx512F.Multiply(d2.AsUInt32(), rightFactor);
            (d0, d1) = ((right >>> 32) ^ d1 ^ k0, right);
            (d2, d3) = ((left >>> 32) ^ d3 ^ k1, left);
            k0 += Vector512.Create(0x9E3779B9ul);
            k1 += Vector512.Create(0xBB67AE85ul);
        }

        Store(c0, c1, c2, c3, target);
        Store(d0, d1, d2, d3, target + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<ulong> c0, Vector512<ulong> c1, Vector512<ulong> c2, Vector512<ulong> c3, uint* target)
    {
        Vector512<ulong> lower = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> front = (c0 & lower) | (c1 << 32);
        Vector512<ulong> back = (c2 & lower) | (c3 << 32);
        (Avx512F.UnpackLow(front, back).AsUInt32() >>> 1).Store(target);
        (Avx512F.UnpackHigh(front, back).AsUInt32() >>> 1).Store(target + 16);
    }

    // The rounds of Rng.Philox on four counters. Each word stands in the lower half of 64 bits, which is all that the product reads; what
    // gathers in the upper half is cut off at the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourBlocks(ulong seed, ulong stream, ulong firstBlock, uint* target)
    {
        // In this order the two interleavings below give the blocks in theirs.
        Vector256<ulong> c0 = Vector256.Create(firstBlock) + Vector256.Create(0ul, 2, 1, 3);
        Vector256<ulong> c1 = c0 >>> 32;
        Vector256<ulong> c2 = Vector256.Create(stream);
        Vector256<ulong> c3 = c2 >>> 32;
        Vector256<ulong> k0 = Vector256.Create(seed);
        Vector256<ulong> k1 = k0 >>> 32;
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> left = Avx2.Multiply(c0.AsUInt32(), Vector256.Create(0xD2511F53u));
            Vector256<ulong> right = Avx2.Multiply(c2.AsUInt32(), Vector256.Create(0xCD9E8D57u));
            c0 = (right >>> 32) ^ c1 ^ k0;
            c1 = right;
            c2 = (left >>> 32) ^ c3 ^ k1;
            c3 = left;
            k0 += Vector256.Create(0x9E3779B9ul);
            k1 += Vector256.Create(0xBB67AE85ul);
        }

        Vector256<ulong> lower = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> front = (c0 & lower) | (c1 << 32);
        Vector256<ulong> back = (c2 & lower) | (c3 << 32);
        (Avx2.UnpackLow(front, back).AsUInt32() >>> 1).Store(target);
        (Avx2.UnpackHigh(front, back).AsUInt32() >>> 1).Store(target + 8);
    }
}
