using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>A bundle of one number: the tail of every kernel, and the plain form that tests compare the wide ones with.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly unsafe struct Lanes1(Real value) : ILanes<Lanes1>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Real value = value;

    public static int Count { [MethodImpl(Inline)] get => 1; }

    [MethodImpl(Inline)] public static Lanes1 All(Real value) => new(value);
    [MethodImpl(Inline)] public static Lanes1 AllBits(Bits value) => OfBits(value);
    [MethodImpl(Inline)] public static Lanes1 Load(ref readonly Real source, nuint offset) => new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));
    [MethodImpl(Inline)] public static void Store(Lanes1 value, ref Real target, nuint offset) => Unsafe.Add(ref target, offset) = value.value;
    [MethodImpl(Inline)] public static void StoreStreamed(Lanes1 value, Real* target) => *target = value.value;

    [MethodImpl(Inline)] public static Lanes1 FirstLanes(int count) => Mask(count > 0);
    [MethodImpl(Inline)] public static Lanes1 LoadFirst(Real* source, int count) => new(count > 0 ? *source : 0);

    [MethodImpl(Inline)]
    public static void StoreFirst(Lanes1 value, Real* target, int count)
    {
        if (count > 0)
            *target = value.value;
    }

    [MethodImpl(Inline)] public static Real Number(Lanes1 value) => value.value;
    [MethodImpl(Inline)] public static Lanes1 Rotate(Lanes1 value, int lanes) => value;

    [MethodImpl(Inline)] public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left.value + right.value);
    [MethodImpl(Inline)] public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left.value - right.value);
    [MethodImpl(Inline)] public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left.value * right.value);
    [MethodImpl(Inline)] public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left.value / right.value);
    [MethodImpl(Inline)] public static Lanes1 operator -(Lanes1 value) => new(-value.value);

    [MethodImpl(Inline)]
    public static Lanes1 FusedMultiplyAdd(Lanes1 a, Lanes1 b, Lanes1 c) =>
        SoftwareFma.IsNeeded
            ? new(SoftwareFma.Compute(a.value, b.value, c.value))
            : new(Real.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(Inline)] public static Lanes1 Sqrt(Lanes1 value) => new(Real.Sqrt(value.value));
    [MethodImpl(Inline)] public static Lanes1 Abs(Lanes1 value) => new(Real.Abs(value.value));
    [MethodImpl(Inline)] public static Lanes1 Round(Lanes1 value) => new(Real.Round(value.value));
    [MethodImpl(Inline)] public static Lanes1 Max(Lanes1 left, Lanes1 right) => left.value > right.value || Real.IsNaN(left.value) ? left : right;
    [MethodImpl(Inline)] public static Lanes1 Min(Lanes1 left, Lanes1 right) => left.value < right.value || Real.IsNaN(left.value) ? left : right;

    [MethodImpl(Inline)] public static Lanes1 Greater(Lanes1 left, Lanes1 right) => Mask(left.value > right.value);
    [MethodImpl(Inline)] public static Lanes1 GreaterOrEqual(Lanes1 left, Lanes1 right) => Mask(left.value >= right.value);
    [MethodImpl(Inline)] public static Lanes1 Less(Lanes1 left, Lanes1 right) => Mask(left.value < right.value);
    [MethodImpl(Inline)] public static Lanes1 LessOrEqual(Lanes1 left, Lanes1 right) => Mask(left.value <= right.value);
    [MethodImpl(Inline)] public static Lanes1 Equal(Lanes1 left, Lanes1 right) => Mask(left.value == right.value);
    [MethodImpl(Inline)] public static Lanes1 Where(Lanes1 mask, Lanes1 yes, Lanes1 no) => Or(And(mask, yes), OfBits(~mask.ToBits() & no.ToBits()));

    [MethodImpl(Inline)] public static Lanes1 And(Lanes1 left, Lanes1 right) => OfBits(left.ToBits() & right.ToBits());
    [MethodImpl(Inline)] public static Lanes1 Or(Lanes1 left, Lanes1 right) => OfBits(left.ToBits() | right.ToBits());
    [MethodImpl(Inline)] public static Lanes1 Xor(Lanes1 left, Lanes1 right) => OfBits(left.ToBits() ^ right.ToBits());
    [MethodImpl(Inline)] public static Lanes1 AddBits(Lanes1 left, Lanes1 right) => OfBits(left.ToBits() + right.ToBits());
    [MethodImpl(Inline)] public static Lanes1 SubtractBits(Lanes1 left, Lanes1 right) => OfBits(left.ToBits() - right.ToBits());
    [MethodImpl(Inline)] public static Lanes1 ShiftLeft(Lanes1 value, int count) => OfBits(value.ToBits() << count);
    [MethodImpl(Inline)] public static Lanes1 ShiftRight(Lanes1 value, int count) => OfBits(value.ToBits() >> count);

    [MethodImpl(Inline)] private static Lanes1 Mask(bool condition) => OfBits(condition ? -1 : 0);
    [MethodImpl(Inline)] private static Lanes1 OfBits(Bits bits) => new(Unsafe.BitCast<Bits, Real>(bits));
    [MethodImpl(Inline)] private Bits ToBits() => Unsafe.BitCast<Real, Bits>(value);

    public static int Piece { [MethodImpl(Inline)] get => 1; }

    [MethodImpl(Inline)] public static Lanes1 LoadPieces(ref readonly Real source, nint distance) => new(source);
    [MethodImpl(Inline)] public static Lanes1 Low(Lanes1 left, Lanes1 right) => left;
    [MethodImpl(Inline)] public static Lanes1 High(Lanes1 left, Lanes1 right) => right;

    [MethodImpl(Inline)] public static Lanes1 UnzipEven(Lanes1 left, Lanes1 right) => left;
    [MethodImpl(Inline)] public static Lanes1 UnzipOdd(Lanes1 left, Lanes1 right) => right;
    [MethodImpl(Inline)] public static Lanes1 ZipLower(Lanes1 left, Lanes1 right) => left;
    [MethodImpl(Inline)] public static Lanes1 ZipUpper(Lanes1 left, Lanes1 right) => right;
}
