namespace NeuralCore;

/// <summary>
/// What <see cref="Adam"/> and its relatives have in common: two moments of the gradient that fade, and a number that keeps the divisor
/// from 0 (Kingma and Ba: Adam, a Method for Stochastic Optimization, 2015).
/// </summary>
public abstract class AdamFamily : Optimizer
{
    private protected AdamFamily(
        IEnumerable<Parameter> parameters,
        Real learningRate,
        Real beta1,
        Real beta2,
        Real epsilon,
        params ReadOnlySpan<OptimizerSlot> slots)
        : base(parameters, learningRate, slots)
    {
        Beta1 = Fading(beta1, nameof(beta1));
        Beta2 = Fading(beta2, nameof(beta2));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>How much of the average gradient each step keeps, β₁.</summary>
    public Real Beta1 { get; }

    /// <summary>How much of the average square each step keeps, β₂; in <see cref="AdaMax"/>, of the largest gradient.</summary>
    public Real Beta2 { get; }

    /// <summary>Keeps the divisor from 0, ε.</summary>
    public Real Epsilon { get; }
}
