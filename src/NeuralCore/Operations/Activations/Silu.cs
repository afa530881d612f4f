using System.Runtime.CompilerServices;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x σ(x) with the sigmoid σ, element by element; also called Swish (Elfwing, Uchibe and Doya, 2017).</summary>
    public Tensor Silu() => Elementwise(new Silu());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Silu"/>
    public static Activation Silu { get; } = Of(new Silu());
}

file readonly struct Silu : IUnaryOperation
{
    public static string Name => nameof(Tensor.Silu);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * LanesMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Into<TMap, V, TLoop>(TMap map, V zeros, TLoop loop)
        where TMap : struct, IMap
        where V : struct, ILanes<V>
        where TLoop : struct, IMapLoop<V> => loop.Run(new HeldSilu<V>(zeros));

    // (x σ)' = σ + x σ (1 - σ)
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V sigmoid = LanesMath.Sigmoid(kept);
        return V.FusedMultiplyAdd(sigmoid * (V.All(1) - sigmoid), kept, sigmoid);
    }
}

/// <summary><see cref="Silu"/> with the constants of the sigmoid in registers.</summary>
file readonly struct HeldSilu<V>(V zeros) : IHeldMap<V>
    where V : struct, ILanes<V>
{
    private readonly LanesMath.HeldSigmoid<V> sigmoid = new(zeros);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x) => x * sigmoid.Of(x);
}
