using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// Steps that shrink with all squared gradients so far (Duchi, Hazan and Singer, 2011): s ← s + g², then
/// w ← w - η g / ((1 + k (t - 1)) (√s + ε)) in step t. Rare features keep large steps. As PyTorch's <c>Adagrad</c>.
/// </summary>
public sealed class AdaGrad : Optimizer
{
    /// <summary>Sets the learning rate and how steps shrink.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="learningRateDecay">How fast the rate shrinks besides, k.</param>
    /// <param name="startSum">What the sum s begins with; more than 0 damps the first steps.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public AdaGrad(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)0.01,
        Real learningRateDecay = 0,
        Real startSum = 0,
        Real epsilon = (Real)1e-10)
        : base(parameters, learningRate, new OptimizerSlot("sum", NotNegative(startSum, nameof(startSum))))
    {
        LearningRateDecay = NotNegative(learningRateDecay, nameof(learningRateDecay));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>How fast the rate shrinks besides, k.</summary>
    public Real LearningRateDecay { get; }

    /// <summary>Keeps the divisor from 0, ε.</summary>
    public Real Epsilon { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new AdaGradRule(Decayed(step, LearningRateDecay), Epsilon));
}

file readonly struct AdaGradRule(Real rate, Real epsilon) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(gradient, gradient, first);
        return weight - (V.All(rate) * gradient / (V.Sqrt(first) + V.All(epsilon)));
    }
}
