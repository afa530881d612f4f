using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x tanh(log(1 + e^x)), element by element: smooth like SiLU, with a slightly deeper dip below 0 (Misra, 2019).</summary>
    public Tensor Mish() => Elementwise(new Mish());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Mish"/>
    public static Activation Mish { get; } = Of(new Mish());
}

// With t = e^x and n = t (t + 2) the factor tanh(log(1 + t)) is n / (n + 2): one exponential, and nothing cancels.
file readonly struct Mish : IUnaryOperation
{
    // From here on n / (n + 2) rounds to 1 in double precision too, while squares of n stay finite in single precision.
    private const Real Saturated = 20;

    public static string Name => nameof(Tensor.Mish);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V>
    {
        V t = LanesMath.Exp(V.Min(x, V.All(Saturated)));
        V n = t * (t + V.All(2));
        return x * (n / (n + V.All(2)));
    }

    // The factor's own slope is (1 - n² / (n + 2)²) σ(x) = 4 t (1 + t) / (n + 2)².
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V x = V.Min(kept, V.All(Saturated));
        V t = LanesMath.Exp(x);
        V n = t * (t + V.All(2));
        V divisor = n + V.All(2);
        V factorSlope = V.All(4) * t * (V.All(1) + t) / (divisor * divisor);
        return V.FusedMultiplyAdd(x, factorSlope, n / divisor);
    }
}
