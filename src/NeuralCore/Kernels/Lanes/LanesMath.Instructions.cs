using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>value 2^n with one rounding, for a whole n from -252 to 254 and a value from 2^-32 to 2^32.</summary>
    /// <remarks>
    /// Processors with AVX-512 do it in one instruction. The others multiply by two halves of the power, of which only the second can round.
    /// </remarks>
    [MethodImpl(Inline)]
    private static V TimesPowerOfTwo<V>(V value, V n)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
            return Of512<V>(Avx512F.Scale(To512(value), To512(n)));
        if (Avx512F.VL.IsSupported && typeof(V) == typeof(Lanes256))
            return Of256<V>(Avx512F.VL.Scale(To256(value), To256(n)));
        if (Avx512F.VL.IsSupported && typeof(V) == typeof(Lanes128))
            return Of128<V>(Avx512F.VL.Scale(To128(value), To128(n)));

        V whole = V.SubtractBits(n + V.All(Shifter), V.All(Shifter));
        V half = V.ShiftRight(whole, 1);
        return (value * Power(half)) * Power(V.SubtractBits(whole, half));
    }

    /// <summary>The smaller of the two; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    private static V AtMost<V>(float limit, V value)
        where V : struct, ILanes<V> => Smaller(V.All(limit), value);

    /// <summary>The larger of the two; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    private static V AtLeast<V>(float limit, V value)
        where V : struct, ILanes<V> => Larger(V.All(limit), value);

    /// <summary>The smaller of a number, which is not NaN, and a value; where that is NaN, it stays. One instruction on x86, whose minimum gives the second operand where either is NaN.</summary>
    [MethodImpl(Inline)]
    private static V Smaller<V>(V limit, V value)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
            return Of512<V>(Avx512F.Min(To512(limit), To512(value)));
        if (Avx.IsSupported && typeof(V) == typeof(Lanes256))
            return Of256<V>(Avx.Min(To256(limit), To256(value)));
        if (Sse.IsSupported && typeof(V) == typeof(Lanes128))
            return Of128<V>(Sse.Min(To128(limit), To128(value)));
        return V.Where(V.Greater(value, limit), limit, value);
    }

    /// <summary>The larger of a number, which is not NaN, and a value; where that is NaN, it stays.</summary>
    [MethodImpl(Inline)]
    private static V Larger<V>(V limit, V value)
        where V : struct, ILanes<V>
    {
        if (Avx512F.IsSupported && typeof(V) == typeof(Lanes512))
            return Of512<V>(Avx512F.Max(To512(limit), To512(value)));
        if (Avx.IsSupported && typeof(V) == typeof(Lanes256))
            return Of256<V>(Avx.Max(To256(limit), To256(value)));
        if (Sse.IsSupported && typeof(V) == typeof(Lanes128))
            return Of128<V>(Sse.Max(To128(limit), To128(value)));
        return V.Where(V.Less(value, limit), limit, value);
    }

    // A bundle is its vector and nothing else, so these cost nothing. They stand behind tests of the type, so no other pair of sizes meets.
    [MethodImpl(Inline)]
    private static Vector512<float> To512<V>(V value)
        where V : struct, ILanes<V> => Unsafe.BitCast<V, Vector512<float>>(value);

    [MethodImpl(Inline)]
    private static V Of512<V>(Vector512<float> value)
        where V : struct, ILanes<V> => Unsafe.BitCast<Vector512<float>, V>(value);

    [MethodImpl(Inline)]
    private static Vector256<float> To256<V>(V value)
        where V : struct, ILanes<V> => Unsafe.BitCast<V, Vector256<float>>(value);

    [MethodImpl(Inline)]
    private static V Of256<V>(Vector256<float> value)
        where V : struct, ILanes<V> => Unsafe.BitCast<Vector256<float>, V>(value);

    [MethodImpl(Inline)]
    private static Vector128<float> To128<V>(V value)
        where V : struct, ILanes<V> => Unsafe.BitCast<V, Vector128<float>>(value);

    [MethodImpl(Inline)]
    private static V Of128<V>(Vector128<float> value)
        where V : struct, ILanes<V> => Unsafe.BitCast<Vector128<float>, V>(value);

    [MethodImpl(Inline)]
    private static V Power<V>(V whole)
        where V : struct, ILanes<V> => V.ShiftLeft(V.AddBits(whole, V.AllBits(127)), 23);
}
