using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>value 2^n with one rounding, for a whole n from -252 to 254 and a value from 2^-32 to 2^32.</summary>
    /// <remarks>Processors with AVX-512 do it in one instruction. The others multiply by two halves of the power, of which only the second can round.</remarks>
    [MethodImpl(Inline)]
    private static V Scale<V>(V value, V n)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
            return Unsafe.BitCast<Vector512<float>, V>(Avx512F.Scale(Unsafe.BitCast<V, Vector512<float>>(value), Unsafe.BitCast<V, Vector512<float>>(n)));
        if (Avx512F.VL.IsSupported && typeof(V) == typeof(Lanes256))
            return Unsafe.BitCast<Vector256<float>, V>(Avx512F.VL.Scale(Unsafe.BitCast<V, Vector256<float>>(value), Unsafe.BitCast<V, Vector256<float>>(n)));
        if (Avx512F.VL.IsSupported && typeof(V) == typeof(Lanes128))
            return Unsafe.BitCast<Vector128<float>, V>(Avx512F.VL.Scale(Unsafe.BitCast<V, Vector128<float>>(value), Unsafe.BitCast<V, Vector128<float>>(n)));

        V whole = V.SubtractBits(n + V.All(Shifter), V.All(Shifter));
        V half = V.ShiftRight(whole, 1);
        return (value * Power(half)) * Power(V.SubtractBits(whole, half));
    }

    /// <summary>The smaller of the two; NaN stays NaN. One instruction on x86, whose minimum gives the second operand where either is NaN.</summary>
    [MethodImpl(Inline)]
    private static V AtMost<V>(float limit, V value)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
            return Unsafe.BitCast<Vector512<float>, V>(Avx512F.Min(Vector512.Create(limit), Unsafe.BitCast<V, Vector512<float>>(value)));
        if (Avx.IsSupported && typeof(V) == typeof(Lanes256))
            return Unsafe.BitCast<Vector256<float>, V>(Avx.Min(Vector256.Create(limit), Unsafe.BitCast<V, Vector256<float>>(value)));
        if (Sse.IsSupported && typeof(V) == typeof(Lanes128))
            return Unsafe.BitCast<Vector128<float>, V>(Sse.Min(Vector128.Create(limit), Unsafe.BitCast<V, Vector128<float>>(value)));
        return V.Where(V.Greater(value, V.All(limit)), V.All(limit), value);
    }

    /// <summary>The larger of the two; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    private static V AtLeast<V>(float limit, V value)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
            return Unsafe.BitCast<Vector512<float>, V>(Avx512F.Max(Vector512.Create(limit), Unsafe.BitCast<V, Vector512<float>>(value)));
        if (Avx.IsSupported && typeof(V) == typeof(Lanes256))
            return Unsafe.BitCast<Vector256<float>, V>(Avx.Max(Vector256.Create(limit), Unsafe.BitCast<V, Vector256<float>>(value)));
        if (Sse.IsSupported && typeof(V) == typeof(Lanes128))
            return Unsafe.BitCast<Vector128<float>, V>(Sse.Max(Vector128.Create(limit), Unsafe.BitCast<V, Vector128<float>>(value)));
        return V.Where(V.Less(value, V.All(limit)), V.All(limit), value);
    }

    [MethodImpl(Inline)]
    private static V Power<V>(V whole)
        where V : struct, ILanes<V> => V.ShiftLeft(V.AddBits(whole, V.AllBits(127)), 23);
}
