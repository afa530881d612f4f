using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// Makes images or lines so many times as large. Shapes: [batch, channels, height, width] → [batch, channels, ⌊height · scaleFactor⌋,
    /// ⌊width · scaleFactor⌋], or [batch, channels, length] → [batch, channels, ⌊length · scaleFactor⌋].
    /// </summary>
    /// <param name="scaleFactor">How many times as large; below 1 it becomes smaller, by leaving out.</param>
    /// <param name="mode">How numbers between pixels come about.</param>
    /// <param name="alignCorners">
    /// Whether the centres of the pixels in the corners stay where they are; otherwise the outer borders do. Only for <see cref="UpsampleMode.Linear"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not finite and above 0.</exception>
    /// <exception cref="ArgumentException">Corners are to be aligned with <see cref="UpsampleMode.Nearest"/>.</exception>
    /// <exception cref="ShapeException">The tensor has other axes, has no pixels, or would have none.</exception>
    public Tensor Upsample(double scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        Upsample(new UpsampleSettings(scaleFactor, mode, alignCorners));

    /// <summary>Brings images or lines to another size. Shapes: [batch, channels, ...] → [batch, channels, size].</summary>
    /// <param name="size">[height, width] for images, [length] for lines; each 1 or more.</param>
    /// <param name="mode">How numbers between pixels come about.</param>
    /// <param name="alignCorners">
    /// Whether the centres of the pixels in the corners stay where they are; otherwise the outer borders do. Only for <see cref="UpsampleMode.Linear"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There are not one or two sizes, each 1 or more.</exception>
    /// <exception cref="ArgumentException">Corners are to be aligned with <see cref="UpsampleMode.Nearest"/>.</exception>
    /// <exception cref="ShapeException">The tensor has other axes, or no pixels.</exception>
    public Tensor Upsample(Shape size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false) =>
        Upsample(new UpsampleSettings(size, mode, alignCorners));

    internal Tensor Upsample(UpsampleSettings settings)
    {
        (SamplingLayout layout, Shape shape) = settings.On(Shape);
        Tensor result = Rent(shape);
        Resample.Run(Values, layout, result.Target);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new UpsampleNode(this, layout)) : result;
    }
}

file sealed class UpsampleNode(Tensor input, SamplingLayout layout) : GradientNode(nameof(Tensor.Upsample), input)
{
    public override void Backward(Tensor gradient)
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        Resample.RunBack(gradient.Values, layout, result.Target);
        Give(0, result);
    }
}
