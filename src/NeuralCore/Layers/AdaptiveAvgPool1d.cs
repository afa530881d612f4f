using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The means of so many windows that divide a line: <see cref="Tensor.AdaptiveAvgPool1d"/> as a layer.</summary>
public sealed class AdaptiveAvgPool1d : Layer
{
    private readonly int outputSize;

    /// <summary>Divides lines into so many windows.</summary>
    /// <inheritdoc cref="Tensor.AdaptiveAvgPool1d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one window.</exception>
    public AdaptiveAvgPool1d(int outputSize)
    {
        PoolPlan.CheckCounts(outputSize);
        this.outputSize = outputSize;
        Description = FormattableString.Invariant($"AdaptiveAvgPool1d({outputSize})");
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.AdaptiveAvgPool1d(outputSize);
    }
}
