using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

/// <summary>A bundle of 128 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly unsafe struct Lanes128(Vector128<Real> value) : ILanes<Lanes128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector128<Real> value = value;

    public static int Count { [MethodImpl(Inline)] get => Vector128<Real>.Count; }

    [MethodImpl(Inline)] public static Lanes128 All(Real value) => new(Vector128.Create(value));
    [MethodImpl(Inline)] public static Lanes128 AllBits(Bits value) => new(Vector128.Create(value).As<Bits, Real>());
    [MethodImpl(Inline)] public static Lanes128 Load(ref readonly Real source, nuint offset) => new(Vector128.LoadUnsafe(in source, offset));
    [MethodImpl(Inline)] public static void Store(Lanes128 value, ref Real target, nuint offset) => value.value.StoreUnsafe(ref target, offset);
    [MethodImpl(Inline)] public static void StoreStreamed(Lanes128 value, Real* target) => value.value.StoreAlignedNonTemporal(target);

    [MethodImpl(Inline)] public static Lanes128 FirstLanes(int count) => OfBits(Vector128.LessThan(Vector128<Bits>.Indices, Vector128.Create((Bits)count)));

    [MethodImpl(Inline)]
    public static Lanes128 LoadFirst(Real* source, int count) =>
        Avx.IsSupported ? new(Avx.MaskLoad(source, FirstLanes(count).value)) : FewLanes.Load<Lanes128>(source, count);

    [MethodImpl(Inline)]
    public static void StoreFirst(Lanes128 value, Real* target, int count)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(target, FirstLanes(count).value, value.value);
        else
            FewLanes.Store(value, target, count);
    }

    [MethodImpl(Inline)] public static Real Number(Lanes128 value) => value.value.ToScalar();
    [MethodImpl(Inline)] public static Lanes128 Rotate(Lanes128 value, int lanes) => new(Vector128.Shuffle(value.value, (Vector128<Bits>.Indices + Vector128.Create((Bits)lanes)) & Vector128.Create((Bits)(Count - 1))));

    [MethodImpl(Inline)] public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.value + right.value);
    [MethodImpl(Inline)] public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.value - right.value);
    [MethodImpl(Inline)] public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.value * right.value);
    [MethodImpl(Inline)] public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left.value / right.value);
    [MethodImpl(Inline)] public static Lanes128 operator -(Lanes128 value) => new(-value.value);

    [MethodImpl(Inline)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        SoftwareFma.IsNeeded
            ? new(SoftwareFma.Compute(a.value, b.value, c.value))
            : new(Vector128.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(Inline)] public static Lanes128 Sqrt(Lanes128 value) => new(Vector128.Sqrt(value.value));
    [MethodImpl(Inline)] public static Lanes128 Abs(Lanes128 value) => new(Vector128.Abs(value.value));
    [MethodImpl(Inline)] public static Lanes128 Round(Lanes128 value) => new(Vector128.Round(value.value));
    [MethodImpl(Inline)] public static Lanes128 Max(Lanes128 left, Lanes128 right) => Where(Or(Greater(left, right), NotANumber(left)), left, right);
    [MethodImpl(Inline)] public static Lanes128 Min(Lanes128 left, Lanes128 right) => Where(Or(Less(left, right), NotANumber(left)), left, right);

    [MethodImpl(Inline)] public static Lanes128 Greater(Lanes128 left, Lanes128 right) => new(Vector128.GreaterThan(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes128 GreaterOrEqual(Lanes128 left, Lanes128 right) => new(Vector128.GreaterThanOrEqual(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes128 Less(Lanes128 left, Lanes128 right) => new(Vector128.LessThan(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes128 LessOrEqual(Lanes128 left, Lanes128 right) => new(Vector128.LessThanOrEqual(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes128 Equal(Lanes128 left, Lanes128 right) => new(Vector128.Equals(left.value, right.value));
    [MethodImpl(Inline)] public static Lanes128 Where(Lanes128 mask, Lanes128 yes, Lanes128 no) => new(Vector128.ConditionalSelect(mask.value, yes.value, no.value));

    [MethodImpl(Inline)] public static Lanes128 And(Lanes128 left, Lanes128 right) => new(left.value & right.value);
    [MethodImpl(Inline)] public static Lanes128 Or(Lanes128 left, Lanes128 right) => new(left.value | right.value);
    [MethodImpl(Inline)] public static Lanes128 Xor(Lanes128 left, Lanes128 right) => new(left.value ^ right.value);
    [MethodImpl(Inline)] public static Lanes128 AddBits(Lanes128 left, Lanes128 right) => OfBits(left.ToBits() + right.ToBits());
    [MethodImpl(Inline)] public static Lanes128 SubtractBits(Lanes128 left, Lanes128 right) => OfBits(left.ToBits() - right.ToBits());
    [MethodImpl(Inline)] public static Lanes128 ShiftLeft(Lanes128 value, int count) => OfBits(value.ToBits() << count);
    [MethodImpl(Inline)] public static Lanes128 ShiftRight(Lanes128 value, int count) => OfBits(value.ToBits() >> count);

    [MethodImpl(Inline)] private static Lanes128 NotANumber(Lanes128 value) => new(~Vector128.Equals(value.value, value.value));
    [MethodImpl(Inline)] private static Lanes128 OfBits(Vector128<Bits> bits) => new(bits.As<Bits, Real>());
    [MethodImpl(Inline)] private Vector128<Bits> ToBits() => value.As<Real, Bits>();

    public static int Piece { [MethodImpl(Inline)] get => Count; }

    [MethodImpl(Inline)] public static Lanes128 LoadPieces(ref readonly Real source, nint distance) => Load(in source, 0);

    // .NET has no name for interleaving that covers all processors.
    [MethodImpl(Inline)]
    public static Lanes128 Low(Lanes128 left, Lanes128 right)
    {
        if (Sse2.IsSupported)
            return new(Sse2.UnpackLow(left.value, right.value));
        if (AdvSimd.Arm64.IsSupported)
            return new(AdvSimd.Arm64.ZipLow(left.value, right.value));
        return Interleave(left.value, right.value, 0);
    }

    [MethodImpl(Inline)]
    public static Lanes128 High(Lanes128 left, Lanes128 right)
    {
        if (Sse2.IsSupported)
            return new(Sse2.UnpackHigh(left.value, right.value));
        if (AdvSimd.Arm64.IsSupported)
            return new(AdvSimd.Arm64.ZipHigh(left.value, right.value));
        return Interleave(left.value, right.value, Count / 2);
    }

    private static Lanes128 Interleave(Vector128<Real> left, Vector128<Real> right, int first)
    {
        Vector128<Real> result = default;
        for (int i = 0; i < Count; i++)
            result = result.WithElement(i, (i % 2 == 0 ? left : right)[first + (i / 2)]);
        return new(result);
    }

    [MethodImpl(Inline)]
    public static Lanes128 UnzipEven(Lanes128 left, Lanes128 right)
    {
        if (Count == 2)
            return Low(left, right);
        if (Sse.IsSupported)
            return new(Sse.Shuffle(left.value.AsSingle(), right.value.AsSingle(), 0b10_00_10_00).As<float, Real>());
        if (AdvSimd.Arm64.IsSupported)
            return new(AdvSimd.Arm64.UnzipEven(left.value, right.value));
        return Low(Low(left, right), High(left, right));
    }

    [MethodImpl(Inline)]
    public static Lanes128 UnzipOdd(Lanes128 left, Lanes128 right)
    {
        if (Count == 2)
            return High(left, right);
        if (Sse.IsSupported)
            return new(Sse.Shuffle(left.value.AsSingle(), right.value.AsSingle(), 0b11_01_11_01).As<float, Real>());
        if (AdvSimd.Arm64.IsSupported)
            return new(AdvSimd.Arm64.UnzipOdd(left.value, right.value));
        return High(Low(left, right), High(left, right));
    }

    [MethodImpl(Inline)] public static Lanes128 ZipLower(Lanes128 left, Lanes128 right) => Low(left, right);
    [MethodImpl(Inline)] public static Lanes128 ZipUpper(Lanes128 left, Lanes128 right) => High(left, right);
}
