using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The place of the largest of all numbers, counted row by row from 0, as a scalar.</summary>
    /// <inheritdoc cref="ArgMax(int, bool)"/>
    public Tensor ArgMax() => ArgReduction.Run(new MaxFold(), View([Count]), 0, keepAxis: false, nameof(ArgMax));

    /// <summary>
    /// The place of the largest number along an axis, counted from 0: the first of equal ones, or the first NaN, as in PyTorch. The result
    /// holds whole numbers and never requires a gradient.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="keepAxis">Whether the axis stays, with size 1.</param>
    /// <exception cref="ShapeException">The axis does not exist, has size 0, or has more than 2^24 numbers, beyond which places are not exact.</exception>
    public Tensor ArgMax(int axis, bool keepAxis = false) => ArgReduction.Run(new MaxFold(), this, axis, keepAxis, nameof(ArgMax));
}
