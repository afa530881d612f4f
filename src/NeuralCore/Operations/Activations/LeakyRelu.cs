using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x where x is positive and <paramref name="slope"/> x elsewhere, element by element. The slope at exactly 0 is the given one, as in PyTorch.</summary>
    /// <param name="slope">The slope for negative x; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public Tensor LeakyRelu(Real slope = (Real)0.01) => Elementwise(LeakyReluOperation.Checked(slope));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.LeakyRelu"/>
    public static Activation LeakyRelu(Real slope = (Real)0.01) =>
        Of(LeakyReluOperation.Checked(slope), FormattableString.Invariant($"{nameof(LeakyRelu)}({slope})"));
}

file readonly struct LeakyReluOperation(Real slope) : IUnaryOperation
{
    public static string Name => nameof(Tensor.LeakyRelu);

    // Where the slope is not negative, y is positive exactly where x is, so x may go.
    public Keep Keep => slope >= 0 ? Keep.Output : Keep.Input;

    public static LeakyReluOperation Checked(Real slope)
    {
        if (!Real.IsFinite(slope))
            Throw.OutOfRange(nameof(slope), slope, "finite");
        return new LeakyReluOperation(slope);
    }

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), x, x * V.All(slope));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.Where(V.Greater(kept, V.All(0)), V.All(1), V.All(slope));
}
