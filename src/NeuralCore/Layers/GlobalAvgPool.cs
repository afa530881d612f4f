namespace NeuralCore;

/// <summary>The mean of each channel, [batch, channels, ...] → [batch, channels]: <see cref="Tensor.GlobalAvgPool"/> as a layer.</summary>
public sealed class GlobalAvgPool : Layer
{
    /// <summary>Makes one number of each channel.</summary>
    public GlobalAvgPool() => Description = "GlobalAvgPool()";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.GlobalAvgPool();
    }
}
