using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The hyperbolic tangent, element by element.</summary>
    public Tensor Tanh() => Elementwise(new Tanh());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Tanh"/>
    public static Activation Tanh { get; } = Of(new Tanh());
}

file readonly struct Tanh : IUnaryOperation
{
    public static string Name => nameof(Tensor.Tanh);

    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Tanh(x);

    // tanh' = 1 - tanh²
    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(-kept, kept, V.All(1));
}
