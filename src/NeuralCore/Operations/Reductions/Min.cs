using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The smallest of all numbers, as a scalar; NaN when one is NaN.</summary>
    /// <exception cref="ShapeException">There are no numbers.</exception>
    public Tensor Min() => Min([]);

    /// <summary>
    /// The smallest over the given axes, or over all where none is given; NaN where one is NaN. Equal ones share the gradient evenly, as in
    /// PyTorch's amin. For the smallest of two tensors see <see cref="Minimum(Tensor)"/>.
    /// </summary>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    /// <exception cref="ShapeException">An axis does not exist, is given twice, or has size 0.</exception>
    public Tensor Min(ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Extreme.Of(new MinFold(), this, Shape.Axes(axes, nameof(Min)), keepAxes, nameof(Min));
}
