using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The mean of each window of a line: <see cref="Tensor.AvgPool1d"/> as a layer.</summary>
public sealed class AvgPool1d : Layer
{
    private readonly PoolSettings settings;

    /// <summary>Pools lines.</summary>
    /// <inheritdoc cref="Tensor.AvgPool1d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not positive, or the padding is negative or more than half of the kernel size.</exception>
    public AvgPool1d(int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    {
        settings = new PoolSettings(nameof(AvgPool1d), kernelSize, stride, padding, 1, ceilMode, countIncludePad);
        Description = settings.ToString();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.AvgPool(settings.On(input.Shape));
    }
}
