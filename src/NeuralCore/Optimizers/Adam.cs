namespace NeuralCore;

/// <summary>
/// Steps along the average gradient, divided by its recent size (Kingma and Ba, 2015): m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², and
/// with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ), which undo the start at 0, w ← w - η m̂ / (√v̂ + ε). With AMSGrad the largest v so far
/// takes its place (Reddi, Kale and Kumar, 2018). As in PyTorch, whose <c>weight_decay</c> is <see cref="Optimizer.L2"/> here.
/// </summary>
public sealed class Adam : AdamFamily
{
    /// <summary>Sets the learning rate and what is remembered.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="beta1">How much of the average gradient each step keeps, β₁: from 0 to below 1.</param>
    /// <param name="beta2">How much of the average square each step keeps, β₂: from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <param name="isAmsGrad">Whether the divisor never shrinks.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)1e-3,
        Real beta1 = (Real)0.9,
        Real beta2 = (Real)0.999,
        Real epsilon = (Real)1e-8,
        bool isAmsGrad = false)
        : base(parameters, learningRate, beta1, beta2, epsilon, AdamRule.Slots(isAmsGrad))
    {
        IsAmsGrad = isAmsGrad;
    }

    /// <summary>Whether the divisor never shrinks.</summary>
    public bool IsAmsGrad { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new AdamRule(step, Beta1, Beta2, Epsilon, IsAmsGrad));
}
