using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// Steps of one size in every weight, in the direction that gradient and average agree on (Chen et al.: Symbolic Discovery of Optimization
/// Algorithms, 2023): w ← w - η sign(β₁ m + (1 - β₁) g), then m ← β₂ m + (1 - β₂) g. It remembers half of what Adam does.
/// </summary>
/// <remarks>
/// Every step moves every weight by η, so the paper takes a rate 3 to 10 times smaller than AdamW's, and a <see
/// cref="Optimizer.WeightDecay"/> as many times larger. Not in PyTorch.
/// </remarks>
public sealed class Lion : Optimizer
{
    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="beta1">How much the average counts against the gradient for a step's direction, β₁: from 0 to below 1.</param>
    /// <param name="beta2">How much of the average gradient each step keeps, β₂: from 0 to below 1.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Lion(
        IEnumerable<Parameter> parameters, Real learningRate = (Real)1e-4, Real beta1 = (Real)0.9, Real beta2 = (Real)0.99)
        : base(parameters, learningRate, new OptimizerSlot("mean"))
    {
        Beta1 = Fading(beta1, nameof(beta1));
        Beta2 = Fading(beta2, nameof(beta2));
    }

    /// <summary>How much the average counts against the gradient for a step's direction, β₁.</summary>
    public Real Beta1 { get; }

    /// <summary>How much of the average gradient each step keeps, β₂.</summary>
    public Real Beta2 { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new LionRule(step.LearningRate, Beta1, Beta2));
}

file readonly struct LionRule(Real rate, Real beta1, Real beta2) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        // The mixture itself stands in where it is neither positive nor negative: 0 gives 0, and NaN comes through.
        V zero = V.All(0);
        V mixture = V.FusedMultiplyAdd(V.All(beta1), first, V.All(1 - beta1) * gradient);
        V sign = V.Where(V.Greater(mixture, zero), V.All(1), V.Where(V.Less(mixture, zero), V.All(-1), mixture));
        first = V.FusedMultiplyAdd(V.All(beta2), first, V.All(1 - beta2) * gradient);
        return weight - (V.All(rate) * sign);
    }
}
