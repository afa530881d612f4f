namespace NeuralCore;

/// <summary>
/// Random numbers by address: number <c>Position</c> of stream <c>Stream</c> under <c>Seed</c> is always the same, on every machine, whatever was
/// drawn before. The whole state is these three integers, so it can be saved, and any part of a stream can be drawn first.
/// </summary>
/// <remarks>
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3; SC 2011). Each drawn number uses one
/// 32-bit word, so position counts numbers. Not for cryptography. Not safe for use by several threads at once.
/// </remarks>
public sealed class Rng
{
    /// <summary>Starts at the beginning of a stream.</summary>
    /// <param name="seed">Chooses the family of streams, usually one for each experiment.</param>
    /// <param name="stream">Chooses the stream: one for each purpose, so that drawing more for one does not move another.</param>
    public Rng(ulong seed, ulong stream = 0)
    {
        Seed = seed;
        Stream = stream;
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The stream under the seed.</summary>
    public ulong Stream { get; }

    /// <summary>The address of the next number. Setting it jumps there at no cost.</summary>
    public ulong Position { get; set; }

    /// <summary>The next 32 random bits.</summary>
    public uint NextBits() => Word(Position++);

    /// <summary>A number from [0, 1): a multiple of 2^-24, so every value is exact in single precision.</summary>
    public Real NextUniform() => (NextBits() >> 8) * (Real)(1.0 / (1 << 24));

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1.</summary>
    public Real NextNormal() => (Real)NormalQuantile.At((NextBits() + 0.5) * (1.0 / 4294967296.0));

    /// <summary>A whole number from [0, <paramref name="limit"/>), every one equally likely to within limit / 2^32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public int NextInteger(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return (int)(((ulong)NextBits() * (ulong)limit) >> 32);
    }

    /// <summary>Fills with numbers from [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public void FillUniform(Span<Real> target, Real low = 0, Real high = 1)
    {
        // The sum can round up to the upper bound, which is not part of the range.
        Real last = Real.Max(low, Real.BitDecrement(high));
        for (int i = 0; i < target.Length; i++)
            target[i] = Real.Min(low + ((high - low) * NextUniform()), last);
    }

    /// <summary>Fills with numbers from the normal distribution.</summary>
    public void FillNormal(Span<Real> target, Real mean = 0, Real standardDeviation = 1)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] = mean + (standardDeviation * NextNormal());
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        Shuffle(order);
        return order;
    }

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInteger(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Four words at a time: the block with this number of this stream under this seed.</summary>
    internal static (uint W0, uint W1, uint W2, uint W3) Block(ulong seed, ulong stream, ulong block) =>
        Philox(((uint)block, (uint)(block >> 32), (uint)stream, (uint)(stream >> 32)), ((uint)seed, (uint)(seed >> 32)));

    /// <summary>Ten rounds of Philox4x32 on a counter of four words under a key of two.</summary>
    internal static (uint W0, uint W1, uint W2, uint W3) Philox((uint C0, uint C1, uint C2, uint C3) counter, (uint K0, uint K1) key)
    {
        (uint c0, uint c1, uint c2, uint c3) = counter;
        (uint k0, uint k1) = key;
        for (int round = 0; round < 10; round++)
        {
            ulong left = 0xD2511F53UL * c0;
            ulong right = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(right >> 32) ^ c1 ^ k0, (uint)right, (uint)(left >> 32) ^ c3 ^ k1, (uint)left);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    private ulong heldBlock = ulong.MaxValue;
    private (uint W0, uint W1, uint W2, uint W3) held;

    private uint Word(ulong position)
    {
        // Neighbouring positions share a block, so the last one is kept.
        ulong block = position >> 2;
        if (block != heldBlock)
        {
            held = Block(Seed, Stream, block);
            heldBlock = block;
        }

        return (position & 3) switch { 0 => held.W0, 1 => held.W1, 2 => held.W2, _ => held.W3 };
    }
}
