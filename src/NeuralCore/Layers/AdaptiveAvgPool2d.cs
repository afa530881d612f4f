using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The means of so many windows that divide an image: <see cref="Tensor.AdaptiveAvgPool2d"/> as a layer.</summary>
public sealed class AdaptiveAvgPool2d : Layer
{
    private readonly Pair outputSize;

    /// <summary>Divides images into so many windows.</summary>
    /// <inheritdoc cref="Tensor.AdaptiveAvgPool2d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one window.</exception>
    public AdaptiveAvgPool2d(Pair outputSize)
    {
        PoolPlan.CheckCounts(outputSize);
        this.outputSize = outputSize;
        Description = FormattableString.Invariant($"AdaptiveAvgPool2d({outputSize})");
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.AdaptiveAvgPool2d(outputSize);
    }
}
