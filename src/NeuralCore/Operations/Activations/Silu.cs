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

    // (x σ)' = σ + x σ (1 - σ)
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V sigmoid = LanesMath.Sigmoid(kept);
        return V.FusedMultiplyAdd(sigmoid * (V.All(1) - sigmoid), kept, sigmoid);
    }
}
