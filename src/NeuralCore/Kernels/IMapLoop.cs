using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>A loop over bundles that applies whatever function it is handed.</summary>
internal interface IMapLoop<V>
    where V : struct, ILanes<V>
{
    void Run<THeld>(THeld f)
        where THeld : struct, IHeldMap<V>;
}

/// <summary>A function of one number for bundles of one width, made before the loop that applies it.</summary>
internal interface IHeldMap<V>
    where V : struct, ILanes<V>
{
    V Of(V x);
}

/// <summary>A function that holds nothing.</summary>
internal readonly struct PlainMap<TMap, V>(TMap map) : IHeldMap<V>
    where TMap : struct, IMap
    where V : struct, ILanes<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x) => map.Value(x);
}
