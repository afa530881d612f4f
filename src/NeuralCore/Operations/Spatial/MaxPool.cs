using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The largest number in each window of a line. Shapes: [batch, channels, length] → [batch, channels, ⌊(length + 2 padding -
    /// dilation (kernelSize - 1) - 1) / stride⌋ + 1]. A NaN is larger than all, padding smaller; of equal numbers the first has the gradient.
    /// </summary>
    /// <param name="kernelSize">How many positions a window has.</param>
    /// <param name="stride">How far the next window lies; as far as a window is long when left out.</param>
    /// <param name="padding">How many positions are added at either end; at most half of the kernel size.</param>
    /// <param name="dilation">How far the positions of a window lie apart.</param>
    /// <param name="ceilMode">Whether the last window may stick out at the end: the size of the result is rounded up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not positive, or the padding is negative or more than half of the kernel size.</exception>
    /// <exception cref="ShapeException">The tensor has other axes, or is too small for a window.</exception>
    public Tensor MaxPool1d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) =>
        MaxPool(new PoolSettings(nameof(MaxPool1d), kernelSize, stride, padding, dilation, ceilMode).On(Shape));

    /// <summary>
    /// The largest number in each window of an image. Shapes: [batch, channels, height, width] → [batch, channels, rows, columns], along each
    /// axis as with <see cref="MaxPool1d"/>. A NaN is larger than all, padding smaller; of equal numbers the first, row by row, has the gradient.
    /// </summary>
    /// <param name="kernelSize">How many rows and columns a window has.</param>
    /// <param name="stride">How far the next window lies; as far as a window is large when left out.</param>
    /// <param name="padding">How many rows and columns are added at every side; at most half of the kernel size.</param>
    /// <param name="dilation">How far the rows and columns of a window lie apart; 1 when left out.</param>
    /// <param name="ceilMode">Whether the last windows may stick out at the end: the size of the result is rounded up.</param>
    /// <inheritdoc cref="MaxPool1d" path="/exception"/>
    public Tensor MaxPool2d(Pair kernelSize, Pair? stride = null, Pair padding = default, Pair? dilation = null, bool ceilMode = false) =>
        MaxPool(new PoolSettings(nameof(MaxPool2d), kernelSize, stride, padding, dilation ?? 1, ceilMode).On(Shape));

    /// <summary>
    /// The largest numbers in so many windows that divide a line: window i goes from ⌊i length / outputSize⌋ up to ⌈(i + 1) length /
    /// outputSize⌉. Shapes: [batch, channels, length] → [batch, channels, outputSize].
    /// </summary>
    /// <param name="outputSize">How many windows there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one window.</exception>
    /// <exception cref="ShapeException">The tensor has other axes, or no pixels.</exception>
    public Tensor AdaptiveMaxPool1d(int outputSize) => MaxPool(PoolPlan.Dividing(nameof(AdaptiveMaxPool1d), Shape, outputSize, isLine: true));

    /// <summary>
    /// The largest numbers in so many windows that divide an image, along each axis as with <see cref="AdaptiveMaxPool1d"/>. Shapes:
    /// [batch, channels, height, width] → [batch, channels, outputSize].
    /// </summary>
    /// <param name="outputSize">How many windows there are from top to bottom and from left to right.</param>
    /// <inheritdoc cref="AdaptiveMaxPool1d" path="/exception"/>
    public Tensor AdaptiveMaxPool2d(Pair outputSize) => MaxPool(PoolPlan.Dividing(nameof(AdaptiveMaxPool2d), Shape, outputSize, isLine: false));

    /// <summary>
    /// The largest number of each channel. Shapes: [batch, channels, ...] → [batch, channels], over one axis or more. Of equal numbers the first
    /// has the gradient, other than with <see cref="Max(ReadOnlySpan{int}, bool)"/>.
    /// </summary>
    /// <exception cref="ShapeException">The tensor has no axes behind the first two, or no pixels.</exception>
    public Tensor GlobalMaxPool() => MaxPool(PoolPlan.Whole(nameof(GlobalMaxPool), Shape));

    internal Tensor MaxPool(PoolPlan plan)
    {
        Tensor result = Rent(plan.Result);
        if (!Gradients.AreNeededFor(this))
        {
            Pool.Run(new LargestNumberPool(), Values, plan.Layout, result.Target, []);
            return result;
        }

        ArgReduction.CheckPlaces(plan.Operation, plan.Layout.PlaneSize);
        Tensor places = Rent(plan.Result);
        Pool.Run(new LargestPool(), Values, plan.Layout, result.Target, places.Target);
        return result.RecordedBy(new MaxPoolNode(this, plan, places));
    }
}

file sealed class MaxPoolNode : GradientNode
{
    private readonly PoolLayout layout;

    public MaxPoolNode(Tensor input, PoolPlan plan, Tensor places)
        : base(plan.Operation, input)
    {
        layout = plan.Layout;
        Save(places);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        LargestPoolBack.Run(gradient.Values, SavedTensor(0).Values, layout, result.Target);
        Give(0, result);
    }
}
