using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// 0 where x is no farther from 0 than λ, and x elsewhere, element by element (Donoho and Johnstone, 1994). The slope at exactly ±λ is
    /// 0, as in PyTorch.
    /// </summary>
    /// <param name="lambda">λ, 0 or more and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
    public Tensor HardShrink(Real lambda = (Real)0.5) => Elementwise(HardShrinkOperation.Checked(lambda));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.HardShrink"/>
    public static Activation HardShrink(Real lambda = (Real)0.5) =>
        Of(HardShrinkOperation.Checked(lambda), FormattableString.Invariant($"{nameof(HardShrink)}({lambda})"));
}

file readonly struct HardShrinkOperation(Real lambda) : IUnaryOperation
{
    public static string Name => nameof(Tensor.HardShrink);

    // y is 0 exactly where |x| is at most λ, so x may go.
    public Keep Keep => Keep.Output;

    public static HardShrinkOperation Checked(Real lambda)
    {
        if (!(lambda >= 0 && Real.IsFinite(lambda)))
            Throw.OutOfRange(nameof(lambda), lambda, "0 or more and finite");
        return new HardShrinkOperation(lambda);
    }

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.LessOrEqual(V.Abs(x), V.All(lambda)), V.All(0), x);

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Equal(kept, V.All(0)), V.All(0), V.All(1));
}
