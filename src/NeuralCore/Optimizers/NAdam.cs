using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// <see cref="Adam"/> with Nesterov's look ahead (Dozat, 2016). With m and v as in Adam, a momentum μ = β₁ (1 - 0.96^(t ψ) / 2) in step
/// t, the next step's μ′, and the product M of all momenta so far, w ← w - η ((1 - μ) g / (1 - M) + μ′ m / (1 - M μ′)) / (√v̂ + ε). As
/// PyTorch's, whose single-tensor form of version 1.13 alone counts μ twice in the last divisor.
/// </summary>
public sealed class NAdam : AdamFamily
{
    // From here on 1 - product is 1.
    private const double Negligible = 1e-17;

    // The products of the first momenta, which depend on nothing but the settings and are the same for every parameter.
    private readonly List<double> products = [1];

    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="beta1">How much of the average gradient each step keeps, β₁: from 0 to below 1.</param>
    /// <param name="beta2">How much of the average square each step keeps, β₂: from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <param name="momentumDecay">How fast the momentum grows from half of β₁ towards it, ψ.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public NAdam(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)2e-3,
        Real beta1 = (Real)0.9,
        Real beta2 = (Real)0.999,
        Real epsilon = (Real)1e-8,
        Real momentumDecay = (Real)0.004)
        : base(parameters, learningRate, beta1, beta2, epsilon, new OptimizerSlot("mean"), new OptimizerSlot("square"))
    {
        MomentumDecay = NotNegative(momentumDecay, nameof(momentumDecay));
    }

    /// <summary>How fast the momentum grows from half of β₁ towards it, ψ.</summary>
    public Real MomentumDecay { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step)
    {
        double next = MomentumIn(step.Number + 1);
        double product = ProductTo(step.Number);
        step.Apply(new NAdamRule(
            (Real)(step.LearningRate * (1 - MomentumIn(step.Number)) / (1 - product)),
            (Real)(step.LearningRate * next / (1 - (product * next))),
            (Real)(1 / Math.Sqrt(BiasCorrection(Beta2, step.Number))),
            Beta1,
            Beta2,
            Epsilon));
    }

    /// <summary>The product of the momenta of the steps 1 to t.</summary>
    private double ProductTo(long t)
    {
        while (products.Count <= t && products[^1] > Negligible)
            products.Add(products[^1] * MomentumIn(products.Count));
        return t < products.Count ? products[(int)t] : 0;
    }

    private double MomentumIn(long t)
    {
        const double logBase = -0.040821994520255166; // log 0.96
        return Beta1 * (1 - (0.5 * Portable.Exp(logBase * MomentumDecay * t)));
    }
}

file readonly struct NAdamRule(Real gradientRate, Real meanRate, Real rootScale, Real beta1, Real beta2, Real epsilon) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(V.All(beta1), first, V.All(1 - beta1) * gradient);
        second = V.FusedMultiplyAdd(V.All(beta2), second, V.All(1 - beta2) * gradient * gradient);
        V divisor = V.FusedMultiplyAdd(V.Sqrt(second), V.All(rootScale), V.All(epsilon));
        return weight - (V.FusedMultiplyAdd(V.All(gradientRate), gradient, V.All(meanRate) * first) / divisor);
    }
}
