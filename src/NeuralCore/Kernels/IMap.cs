using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>A function of one number.</summary>
internal interface IMap
{
    V Value<V>(V x)
        where V : struct, ILanes<V>;

    /// <summary>
    /// Hands the function to a loop over bundles. One whose constants are worth registers of their own hands on a form that was made
    /// before the loop and holds them, of the same bits as <see cref="Value"/>.
    /// </summary>
    /// <param name="map">This function.</param>
    /// <param name="zeros">A bundle of zeros that the compiler does not know to be zeros.</param>
    /// <param name="loop">The loop.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual void Into<TMap, V, TLoop>(TMap map, V zeros, TLoop loop)
        where TMap : struct, IMap
        where V : struct, ILanes<V>
        where TLoop : struct, IMapLoop<V> => loop.Run(new PlainMap<TMap, V>(map));
}

/// <summary>A function of two numbers.</summary>
internal interface IZip
{
    V Value<V>(V x, V y)
        where V : struct, ILanes<V>;
}

/// <summary>A function of three numbers.</summary>
internal interface IZip3
{
    V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V>;
}

/// <summary>x + y.</summary>
internal readonly struct AddZip : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x + y;
}

/// <summary>x - y.</summary>
internal readonly struct SubtractZip : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x - y;
}

/// <summary>x y.</summary>
internal readonly struct MultiplyZip : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x * y;
}

/// <summary>x / y.</summary>
internal readonly struct DivideZip : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x / y;
}

/// <summary>A function of two numbers whose second one is the same everywhere.</summary>
internal readonly struct WithNumber<TZip>(TZip zip, Real number) : IMap
    where TZip : struct, IZip
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => zip.Value(x, V.All(number));
}
