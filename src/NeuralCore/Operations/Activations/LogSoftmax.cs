using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x - log Σ e^x along an axis: the logarithm of <see cref="Softmax(int)"/>, without its loss of digits where that is close to 0 or 1. NaN for a
    /// row that holds NaN or positive infinity, and for one of nothing but negative infinities, as in PyTorch.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public Tensor LogSoftmax(int axis = -1) => AxisSoftmax.Of(new LogSoftmaxForm(), this, axis, nameof(LogSoftmax));
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.LogSoftmax(int)"/>
    public static Activation LogSoftmax(int axis = -1) => Along(axis, nameof(LogSoftmax), input => input.LogSoftmax(axis));
}
