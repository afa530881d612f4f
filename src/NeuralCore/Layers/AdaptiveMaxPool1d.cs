using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The largest numbers in so many windows that divide a line: <see cref="Tensor.AdaptiveMaxPool1d"/> as a layer.</summary>
public sealed class AdaptiveMaxPool1d : Layer
{
    private readonly int outputSize;

    /// <summary>Divides lines into so many windows.</summary>
    /// <inheritdoc cref="Tensor.AdaptiveMaxPool1d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one window.</exception>
    public AdaptiveMaxPool1d(int outputSize)
    {
        PoolPlan.CheckCounts(outputSize);
        this.outputSize = outputSize;
        Description = FormattableString.Invariant($"AdaptiveMaxPool1d({outputSize})");
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.AdaptiveMaxPool1d(outputSize);
    }
}
