using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The square root, element by element: NaN below 0. The slope at exactly 0 is infinite, as in PyTorch.</summary>
    public Tensor Sqrt() => Elementwise(new Sqrt());
}

file readonly struct Sqrt : IUnaryOperation
{
    public static string Name => nameof(Tensor.Sqrt);

    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Sqrt(x);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All((Real)0.5) / kept;
}
