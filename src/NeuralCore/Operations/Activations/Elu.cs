using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x where x is positive and α (e^x - 1) elsewhere, element by element (Clevert, Unterthiner and Hochreiter, 2015). The slope at exactly 0 is α, as in PyTorch.
    /// </summary>
    /// <param name="alpha">α: minus the value that is approached for very negative x; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not finite.</exception>
    public Tensor Elu(Real alpha = 1) => Elementwise(EluOperation.Checked(alpha));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Elu"/>
    public static Activation Elu(Real alpha = 1) =>
        Of(EluOperation.Checked(alpha), FormattableString.Invariant($"{nameof(Elu)}({alpha})"));
}

file readonly struct EluOperation(Real alpha) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Elu);

    // The slope α e^x is y + α, but for very negative x that difference has no digit left.
    public Keep Keep => Keep.Input;

    public static EluOperation Checked(Real alpha)
    {
        if (!Real.IsFinite(alpha))
            Throw.OutOfRange(nameof(alpha), alpha, "finite");
        return new EluOperation(alpha);
    }

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), x, V.All(alpha) * LanesMath.ExpMinus1(x));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(1), V.All(alpha) * LanesMath.Exp(kept));
}
