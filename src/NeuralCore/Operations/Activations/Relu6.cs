using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x held between 0 and 6, element by element: a ReLU for numbers of few bits (Krizhevsky, 2010). The slope at exactly 0 and 6 is 0, as
    /// in PyTorch.
    /// </summary>
    public Tensor Relu6() => Elementwise(new Relu6());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Relu6"/>
    public static Activation Relu6 { get; } = Of(new Relu6());
}

file readonly struct Relu6 : IUnaryOperation
{
    public static string Name => nameof(Tensor.Relu6);

    // y is strictly between 0 and 6 exactly where x is, so x may go.
    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Max(V.Min(x, V.All(6)), V.All(0));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V inside = V.And(V.Greater(kept, V.All(0)), V.Less(kept, V.All(6)));
        return V.Where(inside, V.All(1), V.All(0));
    }
}
