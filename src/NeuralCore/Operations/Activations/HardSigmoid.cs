using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x + 3) / 6, held between 0 and 1, element by element: a sigmoid of straight lines (Courbariaux, Bengio and David, 2015). The slope
    /// at exactly ±3 is 0, as in PyTorch.
    /// </summary>
    public Tensor HardSigmoid() => Elementwise(new HardSigmoid());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.HardSigmoid"/>
    public static Activation HardSigmoid { get; } = Of(new HardSigmoid());
}

file readonly struct HardSigmoid : IUnaryOperation
{
    public static string Name => nameof(Tensor.HardSigmoid);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Max(V.Min(x + V.All(3), V.All(6)), V.All(0)) / V.All(6);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Less(V.Abs(kept), V.All(3)), V.All((Real)(1.0 / 6)), V.All(0));
}
