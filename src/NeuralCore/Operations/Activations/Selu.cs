using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// λ x where x is positive and λ α (e^x - 1) elsewhere, element by element, with λ = 1.0507 and α = 1.6733: an ELU scaled so that mean
    /// 0 and variance 1 reproduce themselves from layer to layer (Klambauer, Unterthiner, Mayr and Hochreiter, 2017). The slope at exactly
    /// 0 is λ α, as in PyTorch. Weights should begin as <see cref="Initializer.LeCunNormal"/>.
    /// </summary>
    public Tensor Selu() => Elementwise(new Selu());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Selu"/>
    public static Activation Selu { get; } = Of(new Selu());
}

file readonly struct Selu : IUnaryOperation
{
    // The fixed point of the paper's equations.
    private const Real Scale = (Real)1.0507009873554805;
    private const Real ScaledAlpha = (Real)(1.0507009873554805 * 1.6732632423543772);

    public static string Name => nameof(Tensor.Selu);

    // The slope λ α e^x is y + λ α, but for very negative x that difference has no digit left.
    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), V.All(Scale) * x, V.All(ScaledAlpha) * LanesMath.ExpMinus1(x));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(Scale), V.All(ScaledAlpha) * LanesMath.Exp(kept));
}
