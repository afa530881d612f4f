using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The largest numbers in so many windows that divide an image: <see cref="Tensor.AdaptiveMaxPool2d"/> as a layer.</summary>
public sealed class AdaptiveMaxPool2d : Layer
{
    private readonly Pair outputSize;

    /// <summary>Divides images into so many windows.</summary>
    /// <inheritdoc cref="Tensor.AdaptiveMaxPool2d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one window.</exception>
    public AdaptiveMaxPool2d(Pair outputSize)
    {
        PoolPlan.CheckCounts(outputSize);
        this.outputSize = outputSize;
        Description = FormattableString.Invariant($"AdaptiveMaxPool2d({outputSize})");
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.AdaptiveMaxPool2d(outputSize);
    }
}
