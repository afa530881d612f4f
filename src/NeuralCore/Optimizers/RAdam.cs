using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// <see cref="Adam"/> whose first steps do without the division, since the average square of a few gradients says little, and whose later
/// ones are scaled by how much it says (Liu et al.: On the Variance of the Adaptive Learning Rate and Beyond, 2020). With m and v as in
/// Adam, ρ∞ = 2 / (1 - β₂) - 1 and ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ) in step t, w ← w - η m̂ while ρ is at most 5, and then w ← w - η r m̂ √(1
/// - β₂ᵗ) / (√v + ε) with r = √((ρ - 4) (ρ - 2) ρ∞ / ((ρ∞ - 4) (ρ∞ - 2) ρ)). It needs no warm-up. As in PyTorch.
/// </summary>
public sealed class RAdam : AdamFamily
{
    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="beta1">How much of the average gradient each step keeps, β₁: from 0 to below 1.</param>
    /// <param name="beta2">How much of the average square each step keeps, β₂: from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RAdam(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)1e-3,
        Real beta1 = (Real)0.9,
        Real beta2 = (Real)0.999,
        Real epsilon = (Real)1e-8)
        : base(parameters, learningRate, beta1, beta2, epsilon, new OptimizerSlot("mean"), new OptimizerSlot("square"))
    {
    }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step)
    {
        double rate = step.LearningRate / BiasCorrection(Beta1, step.Number);
        double correction = BiasCorrection(Beta2, step.Number);
        double longest = (2 / (1 - (double)Beta2)) - 1;
        double length = longest - (2 * step.Number * (1 - correction) / correction);
        bool isRectified = length > 5;
        if (isRectified)
            rate *= Math.Sqrt(correction * (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        step.Apply(new RAdamRule((Real)rate, Beta1, Beta2, Epsilon, isRectified));
    }
}

file readonly struct RAdamRule(Real rate, Real beta1, Real beta2, Real epsilon, bool isRectified) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(V.All(beta1), first, V.All(1 - beta1) * gradient);
        second = V.FusedMultiplyAdd(V.All(beta2), second, V.All(1 - beta2) * gradient * gradient);
        V change = V.All(rate) * first;
        return weight - (isRectified ? change / (V.Sqrt(second) + V.All(epsilon)) : change);
    }
}
