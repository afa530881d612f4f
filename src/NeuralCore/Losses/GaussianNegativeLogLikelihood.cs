namespace NeuralCore;

public abstract partial class Loss
{
    /// <summary>
    /// How unlikely a target y is under a normal distribution whose mean x and variance v are both predicted: (log v + (x - y)² / v) / 2
    /// (Nix and Weigend, 1994). Shapes: mean and target the same; variance the same too, or one number for each row of the last axis.
    /// </summary>
    /// <remarks>Variances below ε are taken as ε, but get the gradient all the same, as in PyTorch, so that they can grow again.</remarks>
    /// <param name="mean">The means x.</param>
    /// <param name="target">The targets y.</param>
    /// <param name="variance">The variances v, 0 or more.</param>
    /// <param name="full">Whether the constant log(2 π) / 2 is added.</param>
    /// <param name="epsilon">The least variance ε, positive.</param>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ShapeException">The shapes do not fit, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative, or ε is not a positive finite number.</exception>
    public static Tensor GaussianNegativeLogLikelihood(
        Tensor mean,
        Tensor target,
        Tensor variance,
        bool full = false,
        Real epsilon = (Real)1e-6,
        LossReduction reduction = LossReduction.Mean)
    {
        const string name = nameof(GaussianNegativeLogLikelihood);
        CheckSameShapes(name, mean, target);
        ArgumentNullException.ThrowIfNull(variance);
        if (!(epsilon > 0 && Real.IsFinite(epsilon)))
            Throw.Setting(nameof(epsilon), epsilon, "positive and finite");
        if (mean.Rank > 0 && variance.Shape == mean.Shape.Remove(mean.Rank - 1))
            variance = variance.Unsqueeze(-1);
        if (variance.Shape != mean.Shape && !(mean.Rank > 0 && variance.Shape == mean.Shape.With(mean.Rank - 1, 1)))
            Throw.VarianceShape(name, mean.Shape, variance.Shape);
        ReadOnlySpan<Real> values = variance.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
                Throw.NegativeVariance(name, values[i], i);
        }

        // The difference is 0, with a slope of 1.
        Tensor least = variance - variance.Detach() + epsilon;
        Tensor held = Tensor.Where(variance < epsilon, least, variance);
        Tensor losses = (held.Log() + ((mean - target).Square() / held)) * (Real)0.5;
        const Real halfLogTau = (Real)0.91893853320467274;
        return Reduced(full ? losses + halfLogTau : losses, reduction, name);
    }
}
