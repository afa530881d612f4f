using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// w ← w - η g and nothing else: the method of steepest descent (Cauchy, 1847). Made for the gradient over all examples at once; for
/// gradients of small batches, whose noise a constant rate never loses, see <see cref="Sgd"/> and <see cref="Momentum"/>.
/// </summary>
/// <param name="parameters">What is trained.</param>
/// <param name="learningRate">The learning rate η.</param>
/// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
public sealed class GradientDescent(IEnumerable<Parameter> parameters, Real learningRate = (Real)0.01) : Optimizer(parameters, learningRate)
{
    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new DescentRule(step.LearningRate));
}

internal readonly struct DescentRule(Real rate) : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V> => weight - (V.All(rate) * gradient);
}
