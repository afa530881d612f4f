namespace NeuralCore;

/// <summary>The largest number of each channel, [batch, channels, ...] → [batch, channels]: <see cref="Tensor.GlobalMaxPool"/> as a layer.</summary>
public sealed class GlobalMaxPool : Layer
{
    /// <summary>Makes one number of each channel.</summary>
    public GlobalMaxPool() => Description = "GlobalMaxPool()";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.GlobalMaxPool();
    }
}
