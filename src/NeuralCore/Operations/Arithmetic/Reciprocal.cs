using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>1 / x, element by element.</summary>
    public Tensor Reciprocal() => Elementwise(new Reciprocal());
}

file readonly struct Reciprocal : IUnaryOperation
{
    public static string Name => nameof(Tensor.Reciprocal);

    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.All(1) / x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => -(kept * kept);
}
