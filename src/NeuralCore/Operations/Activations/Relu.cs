using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>max(0, x), element by element. The slope at exactly 0 is 0, as in PyTorch.</summary>
    public Tensor Relu() => Elementwise(new Relu());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Relu"/>
    public static Activation Relu { get; } = Of(new Relu());
}

file readonly struct Relu : IUnaryOperation
{
    public static string Name => nameof(Tensor.Relu);

    // The slope can be read off y, so x may go.
    public Keep Keep => Keep.Output;

    // Written so that NaN, which compares false, comes through.
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.LessOrEqual(x, V.All(0)), V.All(0), x);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(1), V.All(0));
}
