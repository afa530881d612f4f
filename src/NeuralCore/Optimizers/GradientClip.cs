using NeuralCore.Kernels;
using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>Keeps gradients from growing too large. Call it between Backward and the optimizer's step.</summary>
public static class GradientClip
{
    // Keeps the divisor from 0; the value is PyTorch's.
    private const Real Epsilon = (Real)1e-6;

    /// <summary>
    /// Scales all gradients together so that their norm, √Σg² over all parameters, is at most <paramref name="maxNorm"/>. The direction
    /// stays (Pascanu, Mikolov and Bengio, 2013).
    /// </summary>
    /// <param name="parameters">The parameters; those without a gradient are passed over.</param>
    /// <param name="maxNorm">The largest norm, positive.</param>
    /// <param name="throwIfNotFinite">
    /// Whether to stop at a norm that is infinite or not a number. Without it the gradients become 0 or NaN, as in PyTorch.
    /// </param>
    /// <returns>The norm before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The largest norm is not positive.</exception>
    /// <exception cref="NonFiniteException">The norm is infinite or not a number; no gradient was changed.</exception>
    public static Real ByNorm(IEnumerable<Parameter> parameters, Real maxNorm, bool throwIfNotFinite = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckLimit(maxNorm, nameof(maxNorm));
        Parameter[] all = [.. parameters];
        double sum = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Gradient is not { } gradient)
                continue;
            Real squares = SumOfSquares(gradient.Values);
            if (throwIfNotFinite && !Real.IsFinite(squares))
                Throw.GradientNotFinite(i, all[i].ToString(), squares);
            sum += squares;
        }

        Real norm = (Real)Math.Sqrt(sum);
        Real factor = maxNorm / (norm + Epsilon);
        if (!(factor >= 1))
            Change(all, new Scale(factor), nameof(ByNorm));
        return norm;
    }

    /// <summary>
    /// Brings every number of every gradient into the range from -<paramref name="maxValue"/> to <paramref name="maxValue"/>.
    /// </summary>
    /// <param name="parameters">The parameters; those without a gradient are passed over.</param>
    /// <param name="maxValue">The largest size of a number, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The largest size is not positive.</exception>
    public static void ByValue(IEnumerable<Parameter> parameters, Real maxValue)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckLimit(maxValue, nameof(maxValue));
        Change([.. parameters], new Limit(maxValue), nameof(ByValue));
    }

    private static void CheckLimit(Real limit, string name)
    {
        if (!(limit > 0))
            Throw.Setting(name, limit, "positive");
    }

    private static Real SumOfSquares(ReadOnlySpan<Real> values)
    {
        Real sum = 0;
        Reduce.Run(new SumOfSquaresFold(), values, 1, values.Length, 1, new Span<Real>(ref sum));
        return sum;
    }

    private static void Change<TMap>(Parameter[] parameters, TMap map, string name)
        where TMap : struct, IMap
    {
        foreach (Parameter parameter in parameters)
        {
            if (parameter.Gradient is not { } gradient)
                continue;
            using InPlaceWrite write = gradient.WriteInPlace($"{nameof(GradientClip)}.{name}");
            Map.Run(map, gradient.Values, write.Target);
        }
    }

    private readonly struct Scale(Real factor) : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => x * V.All(factor);
    }

    private readonly struct Limit(Real size) : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.Max(V.Min(x, V.All(size)), V.All(-size));
    }
}
