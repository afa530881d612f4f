using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// Steps of the size of recent steps, divided by the recent size of the gradient (Zeiler, 2012): s ← ρ s + (1 - ρ) g², Δ = g √(d + ε) / √(s
/// + ε), d ← ρ d + (1 - ρ) Δ², then w ← w - η Δ. Weights and steps have the same unit, so that a rate η of 1 suits many problems. As
/// PyTorch's <c>Adadelta</c>.
/// </summary>
public sealed class AdaDelta : Optimizer
{
    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="rho">How much of the averages each step keeps, ρ: from 0 to below 1.</param>
    /// <param name="epsilon">Starts the first step and keeps the divisor from 0, ε.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdaDelta(
        IEnumerable<Parameter> parameters, Real learningRate = 1, Real rho = (Real)0.9, Real epsilon = (Real)1e-6)
        : base(parameters, learningRate, new OptimizerSlot("square"), new OptimizerSlot("step"))
    {
        Rho = Fading(rho, nameof(rho));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>How much of the averages each step keeps, ρ.</summary>
    public Real Rho { get; }

    /// <summary>Starts the first step and keeps the divisor from 0, ε.</summary>
    public Real Epsilon { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new AdaDeltaRule(step.LearningRate, Rho, Epsilon));
}

file readonly struct AdaDeltaRule(Real rate, Real rho, Real epsilon) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        V keep = V.All(rho);
        V fresh = V.All(1 - rho);
        first = V.FusedMultiplyAdd(keep, first, fresh * gradient * gradient);
        V change = V.Sqrt(second + V.All(epsilon)) / V.Sqrt(first + V.All(epsilon)) * gradient;
        second = V.FusedMultiplyAdd(keep, second, fresh * change * change);
        return weight - (V.All(rate) * change);
    }
}
