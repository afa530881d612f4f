using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x, but <paramref name="min"/> where it is below and <paramref name="max"/> where it is above, element by element. The slope at
    /// exactly these limits is 0, as in PyTorch; that of <see cref="Clamp"/> is 1.
    /// </summary>
    /// <param name="min">The lower limit.</param>
    /// <param name="max">The upper limit, above the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is NaN, or the lower one is not below the upper one.</exception>
    public Tensor HardTanh(Real min = -1, Real max = 1) => Elementwise(HardTanhOperation.Checked(min, max));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.HardTanh"/>
    public static Activation HardTanh(Real min = -1, Real max = 1) =>
        Of(HardTanhOperation.Checked(min, max), FormattableString.Invariant($"{nameof(HardTanh)}({min}, {max})"));
}

file readonly struct HardTanhOperation(Real min, Real max) : IUnaryOperation
{
    public static string Name => nameof(Tensor.HardTanh);

    // y is strictly between the limits exactly where x is, so x may go.
    public Keep Keep => Keep.Output;

    public static HardTanhOperation Checked(Real min, Real max)
    {
        if (Real.IsNaN(max))
            Throw.OutOfRange(nameof(max), max, "a number");
        if (!(min < max))
            Throw.OutOfRange(nameof(min), min, FormattableString.Invariant($"a number below max, which is {max}"));
        return new HardTanhOperation(min, max);
    }

    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Max(V.Min(x, V.All(max)), V.All(min));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V inside = V.And(V.Greater(kept, V.All(min)), V.Less(kept, V.All(max)));
        return V.Where(inside, V.All(1), V.All(0));
    }
}
