namespace NeuralCore.Kernels;

/// <summary>
/// A bundle of numbers that one instruction works on. Kernels write their body once, generic over the bundle, and run it at
/// 512, 256 and 128 bits and, for tails and as the oracle in tests, on one lane. Every operation here is exact or correctly
/// rounded, so a body gives the same bits whatever the width.
/// </summary>
/// <remarks>Comparisons give a mask: all bits set in a lane where they hold, none where not. NaN compares false.</remarks>
internal unsafe interface ILanes<V>
    where V : struct, ILanes<V>
{
    /// <summary>How many numbers a bundle holds.</summary>
    static abstract int Count { get; }

    static abstract V All(Real value);
    static abstract V AllBits(Bits value);
    static abstract V Load(ref readonly Real source, nuint offset);
    static abstract void Store(V value, ref Real target, nuint offset);

    /// <summary>Stores past the caches, where the processor can, to an address that is a multiple of the bundle's size.</summary>
    static abstract void StoreStreamed(V value, Real* target);

    /// <summary>A mask of the first <paramref name="count"/> lanes; of all where that is more.</summary>
    static abstract V FirstLanes(int count);

    /// <summary>Loads the first lanes, reading nothing beyond them; zero in the others.</summary>
    static abstract V LoadFirst(Real* source, int count);

    /// <summary>Stores the first lanes, writing nothing beyond them.</summary>
    static abstract void StoreFirst(V value, Real* target, int count);

    /// <summary>The number in the first lane.</summary>
    static abstract Real Number(V value);

    /// <summary>Turns the lanes by a constant: the first one gets the number of the lane that is so many further on.</summary>
    static abstract V Rotate(V value, int lanes);

    static abstract V operator +(V left, V right);
    static abstract V operator -(V left, V right);
    static abstract V operator *(V left, V right);
    static abstract V operator /(V left, V right);
    static abstract V operator -(V value);

    /// <summary>a b + c with one rounding.</summary>
    static abstract V FusedMultiplyAdd(V a, V b, V c);
    static abstract V Sqrt(V value);
    static abstract V Abs(V value);

    /// <summary>The nearest whole number; halves go to the even one.</summary>
    static abstract V Round(V value);

    /// <summary>The larger one; NaN when either is NaN; the second of two equal ones (so of two zeros).</summary>
    static abstract V Max(V left, V right);

    /// <summary>The smaller one; NaN when either is NaN; the second of two equal ones (so of two zeros).</summary>
    static abstract V Min(V left, V right);

    static abstract V Greater(V left, V right);
    static abstract V GreaterOrEqual(V left, V right);
    static abstract V Less(V left, V right);
    static abstract V LessOrEqual(V left, V right);
    static abstract V Equal(V left, V right);

    /// <summary>Lane by lane, <paramref name="yes"/> where the mask is set and <paramref name="no"/> where it is not.</summary>
    static abstract V Where(V mask, V yes, V no);

    static abstract V And(V left, V right);
    static abstract V Or(V left, V right);
    static abstract V Xor(V left, V right);

    /// <summary>The sum of the lanes taken as whole numbers.</summary>
    static abstract V AddBits(V left, V right);
    static abstract V SubtractBits(V left, V right);
    static abstract V ShiftLeft(V value, int count);

    /// <summary>Shifts the lanes as signed whole numbers: the sign fills from the left.</summary>
    static abstract V ShiftRight(V value, int count);

    /// <summary>How many numbers stand in a piece of 128 bits; one in a bundle of one.</summary>
    static abstract int Piece { get; }

    /// <summary>Loads the pieces of a bundle from places that lie <paramref name="distance"/> numbers apart.</summary>
    static abstract V LoadPieces(ref readonly Real source, nint distance);

    /// <summary>Piece by piece, the first halves of both, number by number in turn; a bundle of one has no halves.</summary>
    static abstract V Low(V left, V right);

    /// <summary>Piece by piece, the second halves of both, number by number in turn.</summary>
    static abstract V High(V left, V right);

    /// <summary>The numbers at 0, 2, 4, ... of two bundles in a row; of two bundles of one, the first.</summary>
    static abstract V UnzipEven(V left, V right);

    /// <summary>The numbers at 1, 3, 5, ... of two bundles in a row.</summary>
    static abstract V UnzipOdd(V left, V right);

    /// <summary>The first halves of both, number by number in turn; of two bundles of one, the first.</summary>
    static abstract V ZipLower(V left, V right);

    /// <summary>The second halves of both, number by number in turn.</summary>
    static abstract V ZipUpper(V left, V right);
}
