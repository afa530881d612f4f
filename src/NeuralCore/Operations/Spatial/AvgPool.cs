using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The mean of each window of a line. Shapes: [batch, channels, length] → [batch, channels, ⌊(length + 2 padding - kernelSize) / stride⌋ + 1].
    /// </summary>
    /// <param name="kernelSize">How many positions a window has.</param>
    /// <param name="stride">How far the next window lies; as far as a window is long when left out.</param>
    /// <param name="padding">How many zeros are added at either end; at most half of the kernel size.</param>
    /// <param name="ceilMode">Whether the last window may stick out at the end: the size of the result is rounded up.</param>
    /// <param name="countIncludePad">Whether the zeros of the padding count as numbers; what sticks out beyond them never does.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not positive, or the padding is negative or more than half of the kernel size.</exception>
    /// <exception cref="ShapeException">The tensor has other axes, or is too small for a window.</exception>
    public Tensor AvgPool1d(int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true) =>
        AvgPool(new PoolSettings(nameof(AvgPool1d), kernelSize, stride, padding, 1, ceilMode, countIncludePad).On(Shape));

    /// <summary>
    /// The mean of each window of an image. Shapes: [batch, channels, height, width] → [batch, channels, rows, columns], along each axis as with
    /// <see cref="AvgPool1d"/>.
    /// </summary>
    /// <param name="kernelSize">How many rows and columns a window has.</param>
    /// <param name="stride">How far the next window lies; as far as a window is large when left out.</param>
    /// <param name="padding">How many rows and columns of zeros are added at every side; at most half of the kernel size.</param>
    /// <param name="ceilMode">Whether the last windows may stick out at the end: the size of the result is rounded up.</param>
    /// <param name="countIncludePad">Whether the zeros of the padding count as numbers; what sticks out beyond them never does.</param>
    /// <inheritdoc cref="AvgPool1d" path="/exception"/>
    public Tensor AvgPool2d(Pair kernelSize, Pair? stride = null, Pair padding = default, bool ceilMode = false, bool countIncludePad = true) =>
        AvgPool(new PoolSettings(nameof(AvgPool2d), kernelSize, stride, padding, 1, ceilMode, countIncludePad).On(Shape));

    /// <summary>
    /// The means of so many windows that divide a line: window i goes from ⌊i length / outputSize⌋ up to ⌈(i + 1) length / outputSize⌉.
    /// Shapes: [batch, channels, length] → [batch, channels, outputSize].
    /// </summary>
    /// <param name="outputSize">How many windows there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one window.</exception>
    /// <exception cref="ShapeException">The tensor has other axes, or no pixels.</exception>
    public Tensor AdaptiveAvgPool1d(int outputSize) => AvgPool(PoolPlan.Dividing(nameof(AdaptiveAvgPool1d), Shape, outputSize, isLine: true));

    /// <summary>
    /// The means of so many windows that divide an image, along each axis as with <see cref="AdaptiveAvgPool1d"/>. Shapes:
    /// [batch, channels, height, width] → [batch, channels, outputSize].
    /// </summary>
    /// <param name="outputSize">How many windows there are from top to bottom and from left to right.</param>
    /// <inheritdoc cref="AdaptiveAvgPool1d" path="/exception"/>
    public Tensor AdaptiveAvgPool2d(Pair outputSize) => AvgPool(PoolPlan.Dividing(nameof(AdaptiveAvgPool2d), Shape, outputSize, isLine: false));

    /// <summary>
    /// The mean of each channel (Lin, Chen and Yan: Network In Network, 2013). Shapes: [batch, channels, ...] → [batch, channels], over one axis
    /// or more.
    /// </summary>
    /// <exception cref="ShapeException">The tensor has no axes behind the first two, or no pixels.</exception>
    public Tensor GlobalAvgPool()
    {
        PoolPlan.CheckWhole(Shape, nameof(GlobalAvgPool));
        return Reshape([Shape[0], Shape[1], Shape.CountBetween(2, Rank)]).Mean([2]);
    }

    internal Tensor AvgPool(PoolPlan plan)
    {
        Tensor result = Rent(plan.Result);
        Pool.Run(new MeanPool(), Values, plan.Layout, result.Target, []);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new AvgPoolNode(this, plan)) : result;
    }
}

file sealed class AvgPoolNode(Tensor input, PoolPlan plan) : GradientNode(plan.Operation, input)
{
    public override void Backward(Tensor gradient)
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        MeanPoolBack.Run(gradient.Values, plan.Layout, result.Target);
        Give(0, result);
    }
}
