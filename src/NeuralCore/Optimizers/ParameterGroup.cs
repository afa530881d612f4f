namespace NeuralCore;

/// <summary>
/// Parameters that are trained differently from the others of an optimizer: at a rate of their own, with regularisation of their own, or
/// with none, as is usual for biases and for normalisation.
/// </summary>
/// <remarks>
/// <code>
/// var optimizer = new Adam(backbone.Parameters, learningRate: 1e-4f);
/// optimizer.AddGroup(new ParameterGroup(head.Parameters) { LearningRateFactor = 10, L2 = 0 });
/// </code>
/// </remarks>
public sealed class ParameterGroup
{
    /// <summary>Makes a group.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public ParameterGroup(IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = [.. parameters];
        if (Parameters.Count == 0)
            Throw.NoParameters();
        foreach (Parameter parameter in Parameters)
            ArgumentNullException.ThrowIfNull(parameter, nameof(parameters));
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>
    /// The group's learning rate as a multiple of the optimizer's, so that a schedule moves all groups together; 0 or more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real LearningRateFactor
    {
        get;
        set => field = Optimizer.NotNegative(value, nameof(LearningRateFactor));
    } = 1;

    /// <summary>The weight of the penalty Σ|w| for this group; null for the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real? L1
    {
        get;
        set => field = value is { } number ? Optimizer.NotNegative(number, nameof(L1)) : null;
    }

    /// <summary>The weight of the penalty Σw² / 2 for this group; null for the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real? L2
    {
        get;
        set => field = value is { } number ? Optimizer.NotNegative(number, nameof(L2)) : null;
    }

    /// <summary>The decoupled weight decay of this group; null for the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real? WeightDecay
    {
        get;
        set => field = value is { } number ? Optimizer.NotNegative(number, nameof(WeightDecay)) : null;
    }
}
