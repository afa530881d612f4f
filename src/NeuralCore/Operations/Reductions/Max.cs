using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The largest of all numbers, as a scalar; NaN when one is NaN.</summary>
    /// <exception cref="ShapeException">There are no numbers.</exception>
    public Tensor Max() => Max([]);

    /// <summary>
    /// The largest over the given axes, or over all where none is given; NaN where one is NaN. Equal ones share the gradient evenly, as in
    /// PyTorch's amax. For the largest of two tensors see <see cref="Maximum(Tensor)"/>.
    /// </summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">An axis does not exist, is given twice, or has size 0.</exception>
    public Tensor Max(ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Extreme.Of(new MaxFold(), this, Shape.Axes(axes, nameof(Max)), keepAxes, nameof(Max));
}
