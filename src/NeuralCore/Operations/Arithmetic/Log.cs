using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The natural logarithm, element by element: NaN below 0, negative infinity at 0.</summary>
    public Tensor Log() => Elementwise(new Log());
}

file readonly struct Log : IUnaryOperation
{
    public static string Name => nameof(Tensor.Log);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Log(x);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(1) / kept;
}
