using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// Gradient descent with a velocity: v ← μ v + (1 - d) g, then w ← w - η v (Polyak, 1964); with Nesterov's look ahead (1983)
/// w ← w - η (g + μ v). The velocity begins as the first gradient. This is PyTorch's <c>SGD</c> with <c>momentum</c>.
/// </summary>
public sealed class Momentum : Optimizer
{
    /// <summary>Sets the learning rate and the velocity.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="factor">How much of the velocity each step keeps, μ: from 0 to below 1.</param>
    /// <param name="dampening">How much of each gradient does not go into the velocity, d: from 0 to 1.</param>
    /// <param name="isNesterov">Whether steps look ahead along the velocity; only with a factor above 0 and without dampening.</param>
    /// <exception cref="ArgumentException">
    /// There are no parameters, or one is given twice; Nesterov's look ahead with dampening or without momentum.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Momentum(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)0.01,
        Real factor = (Real)0.9,
        Real dampening = 0,
        bool isNesterov = false)
        : base(parameters, learningRate, new OptimizerSlot("velocity"))
    {
        Factor = Fading(factor, nameof(factor));
        if (!(dampening >= 0 && dampening <= 1))
            Throw.Setting(nameof(dampening), dampening, "from 0 to 1");
        if (isNesterov && (factor == 0 || dampening != 0))
            Throw.NesterovSettings(factor, dampening);
        Dampening = dampening;
        IsNesterov = isNesterov;
    }

    /// <summary>How much of the velocity each step keeps, μ.</summary>
    public Real Factor { get; }

    /// <summary>How much of each gradient does not go into the velocity, d.</summary>
    public Real Dampening { get; }

    /// <summary>Whether steps look ahead along the velocity.</summary>
    public bool IsNesterov { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step)
    {
        Real share = step.Number == 1 ? 1 : 1 - Dampening;
        if (IsNesterov)
            step.Apply(new NesterovRule(step.LearningRate, Factor));
        else
            step.Apply(new MomentumRule(step.LearningRate, Factor, share));
    }
}

file readonly struct MomentumRule(Real rate, Real factor, Real share) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(V.All(factor), first, V.All(share) * gradient);
        return weight - (V.All(rate) * first);
    }
}

file readonly struct NesterovRule(Real rate, Real factor) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(V.All(factor), first, gradient);
        return weight - (V.All(rate) * V.FusedMultiplyAdd(V.All(factor), first, gradient));
    }
}
