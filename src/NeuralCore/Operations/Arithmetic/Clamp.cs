using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x, but <paramref name="min"/> where it is below and <paramref name="max"/> where it is above, element by element. NaN stays NaN. The slope
    /// is 1 inside and at the limits, and 0 outside, as in PyTorch.
    /// </summary>
    /// <param name="min">The lower limit; none when left out.</param>
    /// <param name="max">The upper limit; none when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is NaN, or the lower one is above the upper one.</exception>
    public Tensor Clamp(Real min = Real.NegativeInfinity, Real max = Real.PositiveInfinity)
    {
        if (Real.IsNaN(max))
            Throw.OutOfRange(nameof(max), max, "a number");
        if (!(min <= max))
            Throw.OutOfRange(nameof(min), min, FormattableString.Invariant($"a number that is at most max, which is {max}"));
        return Elementwise(new Clamp(min, max));
    }
}

file readonly struct Clamp(Real min, Real max) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Clamp);

    public Keep Keep => Keep.Input;

    // Written so that NaN, which compares false, comes through.
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.Where(V.Less(x, V.All(min)), V.All(min), V.Where(V.Greater(x, V.All(max)), V.All(max), x));

    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V inside = V.And(V.GreaterOrEqual(kept, V.All(min)), V.LessOrEqual(kept, V.All(max)));
        return V.Where(inside, V.All(1), V.All(0));
    }
}
