using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// <see cref="Adam"/> with the largest recent gradient in place of the root of the average square (Kingma and Ba, 2015, section 7):
/// m ← β₁ m + (1 - β₁) g, u ← max(β₂ u, |g| + ε), then w ← w - η m / ((1 - β₁ᵗ) u) in step t. As PyTorch's <c>Adamax</c>.
/// </summary>
public sealed class AdaMax : AdamFamily
{
    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="beta1">How much of the average gradient each step keeps, β₁: from 0 to below 1.</param>
    /// <param name="beta2">How fast the largest gradient fades, β₂: from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdaMax(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)2e-3,
        Real beta1 = (Real)0.9,
        Real beta2 = (Real)0.999,
        Real epsilon = (Real)1e-8)
        : base(parameters, learningRate, beta1, beta2, epsilon, new OptimizerSlot("mean"), new OptimizerSlot("largest"))
    {
    }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(
        new AdaMaxRule((Real)(step.LearningRate / BiasCorrection(Beta1, step.Number)), Beta1, Beta2, Epsilon));
}

file readonly struct AdaMaxRule(Real rate, Real beta1, Real beta2, Real epsilon) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(V.All(beta1), first, V.All(1 - beta1) * gradient);
        second = V.Max(V.All(beta2) * second, V.Abs(gradient) + V.All(epsilon));
        return weight - (V.All(rate) * first / second);
    }
}
