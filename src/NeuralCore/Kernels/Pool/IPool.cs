using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>What becomes of the numbers in a window. They come row by row.</summary>
internal interface IPool
{
    /// <summary>The value before the first number.</summary>
    static abstract Real Start { get; }

    /// <summary>Takes in one more number, and where in the window it stands.</summary>
    static abstract void Add<V>(ref V value, ref V place, V next, V nextPlace)
        where V : struct, ILanes<V>;

    /// <summary>The result, from the value after the last number and what a sum is divided by.</summary>
    static abstract V Result<V>(V value, V divisor)
        where V : struct, ILanes<V>;
}

/// <summary>The largest number and the place of the first one that is as large. A NaN is larger than all, and a later one than an earlier one, as in PyTorch.</summary>
internal readonly struct LargestPool : IPool
{
    public static Real Start => Real.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V>(ref V value, ref V place, V next, V nextPlace)
        where V : struct, ILanes<V>
    {
        V isNaN = V.Xor(V.Equal(next, next), V.AllBits(-1));
        V isLarger = V.Or(V.Greater(next, value), isNaN);
        value = V.Where(isLarger, next, value);
        place = V.Where(isLarger, nextPlace, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Result<V>(V value, V divisor)
        where V : struct, ILanes<V> => value;
}

/// <summary>The same number, where nobody wants its place.</summary>
internal readonly struct LargestNumberPool : IPool
{
    public static Real Start => LargestPool.Start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V>(ref V value, ref V place, V next, V nextPlace)
        where V : struct, ILanes<V>
    {
        V nowhere = default;
        LargestPool.Add(ref value, ref nowhere, next, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Result<V>(V value, V divisor)
        where V : struct, ILanes<V> => value;
}

/// <summary>The mean: the sum of the numbers in their order, divided once.</summary>
internal readonly struct MeanPool : IPool
{
    public static Real Start => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V>(ref V value, ref V place, V next, V nextPlace)
        where V : struct, ILanes<V> => value += next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Result<V>(V value, V divisor)
        where V : struct, ILanes<V> => value / divisor;
}
