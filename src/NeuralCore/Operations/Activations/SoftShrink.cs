using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x brought nearer to 0 by λ, and 0 where it is no farther away than that, element by element (Donoho, 1995). The slope at exactly ±λ
    /// is 0, as in PyTorch.
    /// </summary>
    /// <param name="lambda">λ, 0 or more and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
    public Tensor SoftShrink(Real lambda = (Real)0.5) => Elementwise(SoftShrinkOperation.Checked(lambda));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.SoftShrink"/>
    public static Activation SoftShrink(Real lambda = (Real)0.5) =>
        Of(SoftShrinkOperation.Checked(lambda), FormattableString.Invariant($"{nameof(SoftShrink)}({lambda})"));
}

file readonly struct SoftShrinkOperation(Real lambda) : IUnaryOperation
{
    public static string Name => nameof(Tensor.SoftShrink);

    // y is 0 exactly where |x| is at most λ, so x may go.
    public Keep Keep => Keep.Output;

    public static SoftShrinkOperation Checked(Real lambda)
    {
        if (!(lambda >= 0 && Real.IsFinite(lambda)))
            Throw.OutOfRange(nameof(lambda), lambda, "0 or more and finite");
        return new SoftShrinkOperation(lambda);
    }

    // What is taken off is x itself near 0, so NaN comes through.
    public V Value<V>(V x)
        where V : struct, ILanes<V> => x - V.Max(V.Min(x, V.All(lambda)), V.All(-lambda));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Equal(kept, V.All(0)), V.All(0), V.All(1));
}
