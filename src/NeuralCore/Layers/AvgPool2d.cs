using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The mean of each window of an image: <see cref="Tensor.AvgPool2d"/> as a layer.</summary>
public sealed class AvgPool2d : Layer
{
    private readonly PoolSettings settings;

    /// <summary>Pools images.</summary>
    /// <inheritdoc cref="Tensor.AvgPool2d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not positive, or the padding is negative or more than half of the kernel size.</exception>
    public AvgPool2d(Pair kernelSize, Pair? stride = null, Pair padding = default, bool ceilMode = false, bool countIncludePad = true)
    {
        settings = new PoolSettings(nameof(AvgPool2d), kernelSize, stride, padding, 1, ceilMode, countIncludePad);
        Description = settings.ToString();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.AvgPool(settings.On(input.Shape));
    }
}
