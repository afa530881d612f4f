using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// e^x / Σ e^x along an axis: positive numbers that add up to 1. The largest x is taken off first, so large ones do no harm. NaN for a row
    /// that holds NaN or positive infinity, and for one of nothing but negative infinities, as in PyTorch.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public Tensor Softmax(int axis = -1) => AxisSoftmax.Of(new SoftmaxForm(), this, axis, nameof(Softmax));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Softmax(int)"/>
    public static Activation Softmax(int axis = -1) => Along(axis, nameof(Softmax), input => input.Softmax(axis));
}
