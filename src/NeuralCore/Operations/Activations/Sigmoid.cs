using System.Runtime.CompilerServices;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>σ(x) = 1 / (1 + e^-x), element by element.</summary>
    public Tensor Sigmoid() => Elementwise(new Sigmoid());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Sigmoid"/>
    public static Activation Sigmoid { get; } = Of(new Sigmoid());
}

file readonly struct Sigmoid : IUnaryOperation
{
    public static string Name => nameof(Tensor.Sigmoid);

    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Into<TMap, V, TLoop>(TMap map, V zeros, TLoop loop)
        where TMap : struct, IMap
        where V : struct, ILanes<V>
        where TLoop : struct, IMapLoop<V> => loop.Run(new LanesMath.HeldSigmoid<V>(zeros));

    // σ' = σ (1 - σ)
    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => kept * (V.All(1) - kept);
}
