using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x - tanh(x), element by element. Near 0 the two are almost equal, and few digits of the difference are left.</summary>
    public Tensor TanhShrink() => Elementwise(new TanhShrink());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.TanhShrink"/>
    public static Activation TanhShrink { get; } = Of(new TanhShrink());
}

file readonly struct TanhShrink : IUnaryOperation
{
    public static string Name => nameof(Tensor.TanhShrink);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x - LanesMath.Tanh(x);

    // 1 - (1 - tanh²)
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V tanh = LanesMath.Tanh(kept);
        return tanh * tanh;
    }
}
