using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Whether the numbers of a patch belong to one channel after the other, or as many channels stand side by side as a bundle has lanes.</summary>
internal unsafe interface IPatchChannels
{
    static abstract Real* At<V>(Real* patch, nint place)
        where V : struct, ILanes<V>;

    static abstract V Load<V>(Real* first, nint place)
        where V : struct, ILanes<V>;
}

/// <summary>A number of one channel, for all lanes.</summary>
internal readonly unsafe struct OneChannel : IPatchChannels
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real* At<V>(Real* patch, nint place)
        where V : struct, ILanes<V> => patch + place;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(Real* first, nint place)
        where V : struct, ILanes<V> => V.All(first[place]);
}

/// <summary>A number of each channel.</summary>
internal readonly unsafe struct ManyChannels : IPatchChannels
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real* At<V>(Real* patch, nint place)
        where V : struct, ILanes<V> => patch + (place * V.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(Real* first, nint place)
        where V : struct, ILanes<V> => V.Load(in first[place * V.Count], 0);
}
