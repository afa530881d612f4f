using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x Φ(x) with the distribution function Φ of the normal distribution, element by element (Hendrycks and Gimpel, 2016).</summary>
    public Tensor Gelu() => Elementwise(new Gelu());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Gelu"/>
    public static Activation Gelu { get; } = Of(new Gelu());
}

file readonly struct Gelu : IUnaryOperation
{
    private const Real SqrtHalf = (Real)0.70710678118654752;
    private const Real DensityAtZero = (Real)0.39894228040143268;

    public static string Name => nameof(Tensor.Gelu);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * Distribution(x);

    // (x Φ)' = Φ + x φ with the density φ(x) = e^(-x²/2) / √(2π).
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V density = LanesMath.Exp(V.All((Real)(-0.5)) * kept * kept) * V.All(DensityAtZero);
        return V.FusedMultiplyAdd(kept, density, Distribution(kept));
    }

    // Φ(x) = (1 + erf(x / √2)) / 2
    private static V Distribution<V>(V x)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(V.All((Real)0.5), LanesMath.Erf(x * V.All(SqrtHalf)), V.All((Real)0.5));
}
