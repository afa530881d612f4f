using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x where x is positive and α (e^(x / α) - 1) elsewhere, element by element: an ELU whose slope has no jump, whatever α is (Barron,
    /// 2017).
    /// </summary>
    /// <param name="alpha">α: minus the value that is approached for very negative x; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not positive and finite.</exception>
    public Tensor Celu(Real alpha = 1) => Elementwise(CeluOperation.Checked(alpha));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Celu"/>
    public static Activation Celu(Real alpha = 1) =>
        Of(CeluOperation.Checked(alpha), FormattableString.Invariant($"{nameof(Celu)}({alpha})"));
}

file readonly struct CeluOperation(Real alpha) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Celu);

    // The slope e^(x / α) is y / α + 1, but for very negative x that sum has no digit left.
    public Keep Keep => Keep.Input;

    public static CeluOperation Checked(Real alpha)
    {
        if (!(alpha > 0 && Real.IsFinite(alpha)))
            Throw.OutOfRange(nameof(alpha), alpha, "positive and finite");
        return new CeluOperation(alpha);
    }

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), x, V.All(alpha) * LanesMath.ExpMinus1(x / V.All(alpha)));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(1), LanesMath.Exp(kept / V.All(alpha)));
}
