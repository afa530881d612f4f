using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The largest number in each window of a line: <see cref="Tensor.MaxPool1d"/> as a layer.</summary>
public sealed class MaxPool1d : Layer
{
    private readonly PoolSettings settings;

    /// <summary>Pools lines.</summary>
    /// <inheritdoc cref="Tensor.MaxPool1d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not positive, or the padding is negative or more than half of the kernel size.</exception>
    public MaxPool1d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
    {
        settings = new PoolSettings(nameof(MaxPool1d), kernelSize, stride, padding, dilation, ceilMode);
        Description = settings.ToString();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.MaxPool(settings.On(input.Shape));
    }
}
