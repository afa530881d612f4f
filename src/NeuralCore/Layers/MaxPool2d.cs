using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>The largest number in each window of an image: <see cref="Tensor.MaxPool2d"/> as a layer.</summary>
public sealed class MaxPool2d : Layer
{
    private readonly PoolSettings settings;

    /// <summary>Pools images.</summary>
    /// <inheritdoc cref="Tensor.MaxPool2d" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not positive, or the padding is negative or more than half of the kernel size.</exception>
    public MaxPool2d(Pair kernelSize, Pair? stride = null, Pair padding = default, Pair? dilation = null, bool ceilMode = false)
    {
        settings = new PoolSettings(nameof(MaxPool2d), kernelSize, stride, padding, dilation ?? 1, ceilMode);
        Description = settings.ToString();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.MaxPool(settings.On(input.Shape));
    }
}
