using System.Runtime.CompilerServices;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>e^x, element by element.</summary>
    public Tensor Exp() => Elementwise(new Exp());
}

file readonly struct Exp : IUnaryOperation
{
    public static string Name => nameof(Tensor.Exp);

    // The exponential is its own slope.
    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Into<TMap, V, TLoop>(TMap map, V zeros, TLoop loop)
        where TMap : struct, IMap
        where V : struct, ILanes<V>
        where TLoop : struct, IMapLoop<V> => loop.Run(new LanesMath.HeldExponential<V>(zeros));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => kept;
}
