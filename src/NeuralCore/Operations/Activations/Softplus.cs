using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>log(1 + e^(β x)) / β, element by element: a ReLU with a rounded corner. Where β x is above the threshold, x itself, as in PyTorch.</summary>
    /// <param name="beta">β: how sharp the corner is; positive and finite.</param>
    /// <param name="threshold">From where on x is taken itself, and the slope is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not positive and finite, or the threshold is NaN.</exception>
    public Tensor Softplus(Real beta = 1, Real threshold = 20) => Elementwise(SoftplusOperation.Checked(beta, threshold));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Softplus"/>
    public static Activation Softplus(Real beta = 1, Real threshold = 20) =>
        Of(SoftplusOperation.Checked(beta, threshold), FormattableString.Invariant($"{nameof(Softplus)}({beta}, {threshold})"));
}

file readonly struct SoftplusOperation(Real beta, Real threshold) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Softplus);

    public Keep Keep => Keep.Input;

    public static SoftplusOperation Checked(Real beta, Real threshold)
    {
        if (!(beta > 0 && Real.IsFinite(beta)))
            Throw.OutOfRange(nameof(beta), beta, "positive and finite");
        if (Real.IsNaN(threshold))
            Throw.OutOfRange(nameof(threshold), threshold, "a number");
        return new SoftplusOperation(beta, threshold);
    }

    public V Value<V>(V x)
        where V : struct, ILanes<V>
    {
        V scaled = x * V.All(beta);
        return V.Where(V.Greater(scaled, V.All(threshold)), x, LanesMath.Softplus(scaled) / V.All(beta));
    }

    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V scaled = kept * V.All(beta);
        return V.Where(V.Greater(scaled, V.All(threshold)), V.All(1), LanesMath.Sigmoid(scaled));
    }
}
