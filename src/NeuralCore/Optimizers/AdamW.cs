namespace NeuralCore;

/// <summary>
/// <see cref="Adam"/> with decoupled weight decay (Loshchilov and Hutter, 2019): each step first shrinks weights, w ← w - η d w, untouched
/// by the division that would weaken an L2 penalty where gradients are large. As in PyTorch.
/// </summary>
public sealed class AdamW : AdamFamily
{
    /// <summary>Sets the learning rate, what is remembered, and the decay.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="beta1">How much of the average gradient each step keeps, β₁: from 0 to below 1.</param>
    /// <param name="beta2">How much of the average square each step keeps, β₂: from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε.</param>
    /// <param name="weightDecay">The decoupled weight decay d.</param>
    /// <param name="isAmsGrad">Whether the divisor never shrinks.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdamW(
        IEnumerable<Parameter> parameters,
        Real learningRate = (Real)1e-3,
        Real beta1 = (Real)0.9,
        Real beta2 = (Real)0.999,
        Real epsilon = (Real)1e-8,
        Real weightDecay = (Real)0.01,
        bool isAmsGrad = false)
        : base(parameters, learningRate, beta1, beta2, epsilon, AdamRule.Slots(isAmsGrad))
    {
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        IsAmsGrad = isAmsGrad;
    }

    /// <summary>Whether the divisor never shrinks.</summary>
    public bool IsAmsGrad { get; }

    /// <inheritdoc/>
    protected override void Update(ParameterStep step) => step.Apply(new AdamRule(step, Beta1, Beta2, Epsilon, IsAmsGrad));
}
