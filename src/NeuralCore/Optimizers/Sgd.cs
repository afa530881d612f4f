namespace NeuralCore;

/// <summary>
/// Stochastic gradient descent: w ← w - η g / (1 + k (t - 1)) in step t, for gradients of small batches. Steps that shrink like 1 / t are
/// what makes it converge in spite of the noise (Robbins and Monro, 1951); without decay, k = 0, it is PyTorch's <c>SGD</c> without
/// momentum.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Sets the learning rate and how it shrinks.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η of the first step.</param>
    /// <param name="learningRateDecay">How fast the rate shrinks, k: after 1 / k steps it is half.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate or its decay is negative or not finite.</exception>
    public Sgd(IEnumerable<Parameter> parameters, Real learningRate = (Real)0.01, Real learningRateDecay = 0)
        : base(parameters, learningRate) => LearningRateDecay = NotNegative(learningRateDecay, nameof(learningRateDecay));

    /// <summary>How fast the rate shrinks, k.</summary>
    public Real LearningRateDecay { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new DescentRule(Decayed(step, LearningRateDecay)));
}
