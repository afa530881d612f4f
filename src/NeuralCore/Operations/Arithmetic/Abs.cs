using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>|x|, element by element. The slope at exactly 0 is 0, as in PyTorch.</summary>
    public Tensor Abs() => Elementwise(new Abs());
}

file readonly struct Abs : IUnaryOperation
{
    public static string Name => nameof(Tensor.Abs);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Abs(x);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(1), V.Where(V.Less(kept, V.All(0)), V.All(-1), V.All(0)));
}
