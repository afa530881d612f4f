using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x², element by element.</summary>
    public Tensor Square() => Elementwise(new Square());
}

file readonly struct Square : IUnaryOperation
{
    public static string Name => nameof(Tensor.Square);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => kept + kept;
}
