using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), element by element: the cheaper form of <see cref="Gelu"/> (Hendrycks and Gimpel, 2016).</summary>
    public Tensor GeluTanh() => Elementwise(new GeluTanh());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.GeluTanh"/>
    public static Activation GeluTanh { get; } = Of(new GeluTanh());
}

file readonly struct GeluTanh : IUnaryOperation
{
    // 2 √(2/π), and that times 0.044715.
    private const Real Linear = (Real)1.5957691216057308;
    private const Real Cubic = (Real)(1.5957691216057308 * 0.044715);

    public static string Name => nameof(Tensor.GeluTanh);

    public Keep Keep => Keep.Input;

    // ½ (1 + tanh u) = σ(2u), which loses no digits where tanh is close to -1.
    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * LanesMath.Sigmoid(Argument(x));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V sigmoid = LanesMath.Sigmoid(Argument(kept));
        V slope = V.FusedMultiplyAdd(V.All(3 * Cubic) * kept, kept, V.All(Linear));
        return V.FusedMultiplyAdd(sigmoid * (V.All(1) - sigmoid), kept * slope, sigmoid);
    }

    private static V Argument<V>(V x)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(V.All(Cubic) * x, x, V.All(Linear)) * x;
}
