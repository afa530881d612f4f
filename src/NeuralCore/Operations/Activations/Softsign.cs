using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x / (1 + |x|), element by element: between -1 and 1 like the hyperbolic tangent, which it approaches more slowly (Bergstra,
    /// Desjardins, Lamblin and Bengio, 2009). NaN at either infinity, as in PyTorch.
    /// </summary>
    public Tensor Softsign() => Elementwise(new Softsign());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Softsign"/>
    public static Activation Softsign { get; } = Of(new Softsign());
}

file readonly struct Softsign : IUnaryOperation
{
    public static string Name => nameof(Tensor.Softsign);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x / (V.All(1) + V.Abs(x));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V inverse = V.All(1) / (V.All(1) + V.Abs(kept));
        return inverse * inverse;
    }
}
