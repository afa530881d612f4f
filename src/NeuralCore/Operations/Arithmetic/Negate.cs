using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>-x, element by element.</summary>
    public Tensor Negate() => Elementwise(new Negate());

    /// <inheritdoc cref="Negate"/>
    public static Tensor operator -(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Negate();
    }
}

file readonly struct Negate : IUnaryOperation
{
    public static string Name => nameof(Tensor.Negate);

    public Keep Keep => Keep.Nothing;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => -x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(-1);
}
