using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

/// <summary>A bundle of 512 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly unsafe struct Lanes512(Vector512<Real> value) : ILanes<Lanes512>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // For VFIXUPIMM: the first operand, and the second where that is NaN. VMAX and VMIN give the second of two equal ones, and where either
    // is NaN, so this brings back the first one where it is that.
    private const int SecondWhereNaN = 0x11;

    private readonly Vector512<Real> value = value;

    public static int Count { [MethodImpl(Inline)] get => Vector512<Real>.Count; }

    [MethodImpl(Inline)] public static Lanes512 All(Real value) => new(Vector512.Create(value));
    [MethodImpl(Inline)] public static Lanes512 AllBits(Bits value) => new(Vector512.Create(value).As<Bits, Real>());
    [MethodImpl(Inline)] public static Lanes512 Load(ref readonly Real source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));
    [MethodImpl(Inline)] public static void Store(Lanes512 value, ref Real target, nuint offset) => value.value.StoreUnsafe(ref target, offset);
    [MethodImpl(Inline)] public static void StoreStreamed(Lanes512 value, Real* target) => value.value.StoreAlignedNonTemporal(target);

    [MethodImpl(Inline)] public static Lanes512 FirstLanes(int count) => OfBits(Vector512.LessThan(Vector512<Bits>.Indices, Vector512.Create((Bits)count)));

    [MethodImpl(Inline)]
    public static Lanes512 LoadFirst(Real* source, int count) =>
        Avx512F.IsSupported ? new(Avx512F.MaskLoad(source, FirstLanes(count).value, Vector512<Real>.Zero)) : FewLanes.Load<Lanes512>(source, count);

    [MethodImpl(Inline)]
    public static void StoreFirst(Lanes512 value, Real* target, int count)
    {
        if (Avx512F.IsSupported)
            Avx512F.MaskStore(target, FirstLanes(count).value, value.value);
        else
            FewLanes.Store(value, target, count);
    }

    [MethodImpl(Inline)] public static Real Number(Lanes512 value) => value.value.ToScalar();
    [MethodImpl(Inline)] public static Lanes512 Rotate(Lanes512 value, int lanes) => new(Vector512.Shuffle(value.value, (Vector512<Bits>.Indices + Vector512.Create((Bits)lanes)) & Vector512.Create((Bits)(Count - 1))));

    [MethodImpl(Inline)] public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.value + right.value);
    [MethodImpl(Inline)] public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.value - right.value);
    [MethodImpl(Inline)] public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.value * right.value);
    [MethodImpl(Inline)] public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.value / right.value);
    [MethodImpl(Inline)] public static Lanes512 operator -(Lanes512 value) => new(-value.value);

    [MethodImpl(Inline)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(Inline)] public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value.value));
    [MethodImpl(Inline)] public static Lanes512 Abs(Lanes512 value) => new(Vector512.Abs(value.value));
    [MethodImpl(Inline)] public static Lanes512 Round(Lanes512 value) => new(Vector512.Round(value.value));

    [MethodImpl(Inline)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => Avx512F.IsSupported
        ? new(Avx512F.Fixup(Avx512F.Max(left.value, right.value), left.value, Vector512.Create((Bits)SecondWhereNaN), 0))
        : Where(Or(Greater(left, right), NotANumber(left)), left, right);

    [MethodImpl(Inline)]
    public static Lanes512 Min(Lanes512 left, Lanes512 right) => Avx512F.IsSupported
        ? new(Avx512F.Fixup(Avx512F.Min(left.value, right.value), left.value, Vector512.Create((Bits)SecondWhereNaN), 0))
        : Where(Or(Less(left, right), NotANumber(left)), left, right);

    [MethodImpl(Inline)] public static Lanes512 Greater(Lanes512 left, Lanes512 right) => new(Vector512.GreaterThan(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes512 GreaterOrEqual(Lanes512 left, Lanes512 right) => new(Vector512.GreaterThanOrEqual(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes512 Less(Lanes512 left, Lanes512 right) => new(Vector512.LessThan(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes512 LessOrEqual(Lanes512 left, Lanes512 right) => new(Vector512.LessThanOrEqual(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes512 Equal(Lanes512 left, Lanes512 right) => new(Vector512.Equals(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes512 Where(Lanes512 mask, Lanes512 yes, Lanes512 no) => new(Vector512.ConditionalSelect(mask.value, yes.value, no.value));

    [MethodImpl(Inline)] public static Lanes512 And(Lanes512 left, Lanes512 right) => new(left.value & right.value);
    [MethodImpl(Inline)] public static Lanes512 Or(Lanes512 left, Lanes512 right) => new(left.value | right.value);
    [MethodImpl(Inline)] public static Lanes512 Xor(Lanes512 left, Lanes512 right) => new(left.value ^ right.value);
    [MethodImpl(Inline)] public static Lanes512 AddBits(Lanes512 left, Lanes512 right) => OfBits(left.ToBits() + right.ToBits());
    [MethodImpl(Inline)] public static Lanes512 SubtractBits(Lanes512 left, Lanes512 right) => OfBits(left.ToBits() - right.ToBits());
    [MethodImpl(Inline)] public static Lanes512 ShiftLeft(Lanes512 value, int count) => OfBits(value.ToBits() << count);
    [MethodImpl(Inline)] public static Lanes512 ShiftRight(Lanes512 value, int count) => OfBits(value.ToBits() >> count);

    [MethodImpl(Inline)] private static Lanes512 NotANumber(Lanes512 value) => new(~Vector512.Equals(value.value, value.value));
    [MethodImpl(Inline)] private static Lanes512 OfBits(Vector512<Bits> bits) => new(bits.As<Bits, Real>());
    [MethodImpl(Inline)] private Vector512<Bits> ToBits() => value.As<Real, Bits>();

    public static int Piece { [MethodImpl(Inline)] get => Vector128<Real>.Count; }

    [MethodImpl(Inline)]
    public static Lanes512 LoadPieces(ref readonly Real source, nint distance)
    {
        Vector512<Real> pieces = Vector128.LoadUnsafe(in source).ToVector256Unsafe().ToVector512Unsafe();
        pieces = Avx512F.InsertVector128(pieces, Vector128.LoadUnsafe(in source, (nuint)distance), 1);
        pieces = Avx512F.InsertVector128(pieces, Vector128.LoadUnsafe(in source, (nuint)(2 * distance)), 2);
        return new(Avx512F.InsertVector128(pieces, Vector128.LoadUnsafe(in source, (nuint)(3 * distance)), 3));
    }

    [MethodImpl(Inline)] public static Lanes512 Low(Lanes512 left, Lanes512 right) => new(Avx512F.UnpackLow(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes512 High(Lanes512 left, Lanes512 right) => new(Avx512F.UnpackHigh(left.value, right.value));

    [MethodImpl(Inline)] public static Lanes512 UnzipEven(Lanes512 left, Lanes512 right) => Pick(left, right, Vector512<Bits>.Indices * 2);
    [MethodImpl(Inline)] public static Lanes512 UnzipOdd(Lanes512 left, Lanes512 right) => Pick(left, right, (Vector512<Bits>.Indices * 2) + Vector512<Bits>.One);
    [MethodImpl(Inline)] public static Lanes512 ZipLower(Lanes512 left, Lanes512 right) => Pick(left, right, InTurn(0));
    [MethodImpl(Inline)] public static Lanes512 ZipUpper(Lanes512 left, Lanes512 right) => Pick(left, right, InTurn(Count / 2));

    // The places of numbers of both bundles in turn: those of the right one come Count behind.
    [MethodImpl(Inline)]
    private static Vector512<Bits> InTurn(int first) =>
        (Vector512<Bits>.Indices >> 1) + ((Vector512<Bits>.Indices & Vector512<Bits>.One) * (Bits)Count) + Vector512.Create((Bits)first);

    // Numbers of two bundles by their places, which go on from the left one to the right one.
    [MethodImpl(Inline)]
    private static Lanes512 Pick(Lanes512 left, Lanes512 right, Vector512<Bits> places) => sizeof(Real) == sizeof(float)
        ? new(Avx512F.PermuteVar16x32x2(left.value.AsSingle(), places.AsInt32(), right.value.AsSingle()).As<float, Real>())
        : new(Avx512F.PermuteVar8x64x2(left.value.AsDouble(), places.AsInt64(), right.value.AsDouble()).As<double, Real>());
}
