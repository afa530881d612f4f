using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// Steps divided by the recent size of the gradient (Tieleman and Hinton, 2012): s ← α s + (1 - α) g², then w ← w - η g / (√s + ε).
/// Centered, a ← α a + (1 - α) g and s - a² takes the place of s (Graves, 2013); with momentum, v ← μ v + g / (√s + ε) and w ← w - η v. As
/// PyTorch's <c>RMSprop</c>.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="smoothing">How much of the averages each step keeps, α: from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <param name="momentum">How much of the velocity each step keeps, μ: from 0, without velocity, to below 1.</param>
    /// <param name="isCentered">Whether the average gradient is taken off, so that the divisor is a standard deviation.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RmsProp(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)0.01,
        Real smoothing = (Real)0.99,
        Real epsilon = (Real)1e-8,
        Real momentum = 0,
        bool isCentered = false)
        : base(
            parameters,
            learningRate,
            new OptimizerSlot("square"),
            new OptimizerSlot("mean", IsUsed: isCentered),
            new OptimizerSlot("velocity", IsUsed: momentum != 0))
    {
        Smoothing = Fading(smoothing, nameof(smoothing));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
        Momentum = Fading(momentum, nameof(momentum));
        IsCentered = isCentered;
    }

    /// <summary>How much of the averages each step keeps, α.</summary>
    public Real Smoothing { get; }

    /// <summary>Keeps the divisor from 0, ε.</summary>
    public Real Epsilon { get; }

    /// <summary>How much of the velocity each step keeps, μ.</summary>
    public Real Momentum { get; }

    /// <summary>Whether the average gradient is taken off.</summary>
    public bool IsCentered { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) =>
        step.Apply(new RmsPropRule(step.LearningRate, Smoothing, Epsilon, Momentum, IsCentered));
}

file readonly struct RmsPropRule(Real rate, Real smoothing, Real epsilon, Real momentum, bool isCentered) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        V keep = V.All(smoothing);
        V fresh = V.All(1 - smoothing) * gradient;
        first = V.FusedMultiplyAdd(keep, first, fresh * gradient);
        V square = first;
        if (isCentered)
        {
            second = V.FusedMultiplyAdd(keep, second, fresh);

            // A variance; rounding can bring it below 0, where the root would be NaN.
            square = V.Max(first - (second * second), V.All(0));
        }

        third = V.FusedMultiplyAdd(V.All(momentum), third, gradient / (V.Sqrt(square) + V.All(epsilon)));
        return weight - (V.All(rate) * third);
    }
}
