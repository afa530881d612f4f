using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

/// <summary>A bundle of 256 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly unsafe struct Lanes256(Vector256<Real> value) : ILanes<Lanes256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector256<Real> value = value;

    public static int Count { [MethodImpl(Inline)] get => Vector256<Real>.Count; }

    [MethodImpl(Inline)] public static Lanes256 All(Real value) => new(Vector256.Create(value));
    [MethodImpl(Inline)] public static Lanes256 AllBits(Bits value) => new(Vector256.Create(value).As<Bits, Real>());
    [MethodImpl(Inline)] public static Lanes256 Load(ref readonly Real source, nuint offset) => new(Vector256.LoadUnsafe(in source, offset));
    [MethodImpl(Inline)] public static void Store(Lanes256 value, ref Real target, nuint offset) => value.value.StoreUnsafe(ref target, offset);
    [MethodImpl(Inline)] public static void StoreStreamed(Lanes256 value, Real* target) => value.value.StoreAlignedNonTemporal(target);

    [MethodImpl(Inline)] public static Lanes256 FirstLanes(int count) => OfBits(Vector256.LessThan(Vector256<Bits>.Indices, Vector256.Create((Bits)count)));

    [MethodImpl(Inline)]
    public static Lanes256 LoadFirst(Real* source, int count) =>
        Avx.IsSupported ? new(Avx.MaskLoad(source, FirstLanes(count).value)) : FewLanes.Load<Lanes256>(source, count);

    [MethodImpl(Inline)]
    public static void StoreFirst(Lanes256 value, Real* target, int count)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(target, FirstLanes(count).value, value.value);
        else
            FewLanes.Store(value, target, count);
    }

    [MethodImpl(Inline)] public static Real Number(Lanes256 value) => value.value.ToScalar();
    [MethodImpl(Inline)] public static Lanes256 Rotate(Lanes256 value, int lanes) => new(Vector256.Shuffle(value.value, (Vector256<Bits>.Indices + Vector256.Create((Bits)lanes)) & Vector256.Create((Bits)(Count - 1))));

    [MethodImpl(Inline)] public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.value + right.value);
    [MethodImpl(Inline)] public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.value - right.value);
    [MethodImpl(Inline)] public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.value * right.value);
    [MethodImpl(Inline)] public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.value / right.value);
    [MethodImpl(Inline)] public static Lanes256 operator -(Lanes256 value) => new(-value.value);

    [MethodImpl(Inline)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(Inline)] public static Lanes256 Sqrt(Lanes256 value) => new(Vector256.Sqrt(value.value));
    [MethodImpl(Inline)] public static Lanes256 Abs(Lanes256 value) => new(Vector256.Abs(value.value));
    [MethodImpl(Inline)] public static Lanes256 Round(Lanes256 value) => new(Vector256.Round(value.value));

    // VMAX and VMIN give the second of two equal ones, and where either is NaN.
    [MethodImpl(Inline)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => Avx.IsSupported
        ? Where(NotANumber(left), left, new(Avx.Max(left.value, right.value)))
        : Where(Or(Greater(left, right), NotANumber(left)), left, right);

    // VMAX and VMIN give the second of two equal ones, and where either is NaN.
    [MethodImpl(Inline)]
    public static Lanes256 Min(Lanes256 left, Lanes256 right) => Avx.IsSupported
        ? Where(NotANumber(left), left, new(Avx.Min(left.value, right.value)))
        : Where(Or(Less(left, right), NotANumber(left)), left, right);

    [MethodImpl(Inline)] public static Lanes256 Greater(Lanes256 left, Lanes256 right) => new(Vector256.GreaterThan(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes256 GreaterOrEqual(Lanes256 left, Lanes256 right) => new(Vector256.GreaterThanOrEqual(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes256 Less(Lanes256 left, Lanes256 right) => new(Vector256.LessThan(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes256 LessOrEqual(Lanes256 left, Lanes256 right) => new(Vector256.LessThanOrEqual(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes256 Equal(Lanes256 left, Lanes256 right) => new(Vector256.Equals(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes256 Where(Lanes256 mask, Lanes256 yes, Lanes256 no) => new(Vector256.ConditionalSelect(mask.value, yes.value, no.value));

    [MethodImpl(Inline)] public static Lanes256 And(Lanes256 left, Lanes256 right) => new(left.value & right.value);
    [MethodImpl(Inline)] public static Lanes256 Or(Lanes256 left, Lanes256 right) => new(left.value | right.value);
    [MethodImpl(Inline)] public static Lanes256 Xor(Lanes256 left, Lanes256 right) => new(left.value ^ right.value);
    [MethodImpl(Inline)] public static Lanes256 AddBits(Lanes256 left, Lanes256 right) => OfBits(left.ToBits() + right.ToBits());
    [MethodImpl(Inline)] public static Lanes256 SubtractBits(Lanes256 left, Lanes256 right) => OfBits(left.ToBits() - right.ToBits());
    [MethodImpl(Inline)] public static Lanes256 ShiftLeft(Lanes256 value, int count) => OfBits(value.ToBits() << count);
    [MethodImpl(Inline)] public static Lanes256 ShiftRight(Lanes256 value, int count) => OfBits(value.ToBits() >> count);

    [MethodImpl(Inline)] private static Lanes256 NotANumber(Lanes256 value) => new(~Vector256.Equals(value.value, value.value));
    [MethodImpl(Inline)] private static Lanes256 OfBits(Vector256<Bits> bits) => new(bits.As<Bits, Real>());
    [MethodImpl(Inline)] private Vector256<Bits> ToBits() => value.As<Real, Bits>();

    public static int Piece { [MethodImpl(Inline)] get => Vector128<Real>.Count; }

    [MethodImpl(Inline)]
    public static Lanes256 LoadPieces(ref readonly Real source, nint distance) => new(Vector256.Create(
        Vector128.LoadUnsafe(in source),
        Vector128.LoadUnsafe(in source, (nuint)distance)));

    [MethodImpl(Inline)] public static Lanes256 Low(Lanes256 left, Lanes256 right) => new(Avx.UnpackLow(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes256 High(Lanes256 left, Lanes256 right) => new(Avx.UnpackHigh(left.value, right.value));

    // Pairs of numbers come piece by piece, of either bundle in turn; then the second and the third quarter change places.
    [MethodImpl(Inline)]
    public static Lanes256 UnzipEven(Lanes256 left, Lanes256 right) =>
        InOrder(Count == 4 ? Low(left, right).value : Avx.Shuffle(left.value.AsSingle(), right.value.AsSingle(), 0b10_00_10_00).As<float, Real>());

    [MethodImpl(Inline)]
    public static Lanes256 UnzipOdd(Lanes256 left, Lanes256 right) =>
        InOrder(Count == 4 ? High(left, right).value : Avx.Shuffle(left.value.AsSingle(), right.value.AsSingle(), 0b11_01_11_01).As<float, Real>());

    [MethodImpl(Inline)] public static Lanes256 ZipLower(Lanes256 left, Lanes256 right) => new(Avx.Permute2x128(Low(left, right).value, High(left, right).value, 0x20));
    [MethodImpl(Inline)] public static Lanes256 ZipUpper(Lanes256 left, Lanes256 right) => new(Avx.Permute2x128(Low(left, right).value, High(left, right).value, 0x31));

    [MethodImpl(Inline)]
    private static Lanes256 InOrder(Vector256<Real> quarters) => new(Avx2.Permute4x64(quarters.As<Real, double>(), 0b11_01_10_00).As<double, Real>());
}
