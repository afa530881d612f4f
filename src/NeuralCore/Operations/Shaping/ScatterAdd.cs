using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// This tensor with numbers added where the index says. With axis 1 of three: y[i, index[i, j, k], k] += values[i, j, k]. What
    /// meets in one place is added in the order of j, so the result does not depend on threads. The way back through <see cref="Gather"/>.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="index">Whole numbers from 0 to the axis' size - 1; along each axis but that one as long as this tensor.</param>
    /// <param name="values">What is added; the index's shape.</param>
    /// <exception cref="ShapeException">The axis does not exist, or the shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not whole, or outside the axis.</exception>
    public Tensor ScatterAdd(int axis, Tensor index, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(values);
        axis = Shape.Axis(axis, nameof(ScatterAdd));
        if (index.Rank != Rank || index.Shape.With(axis, Shape[axis]) != Shape)
            Throw.ScatterIndexShape(axis, index.Shape, Shape);
        if (values.Shape != index.Shape)
            Throw.ShapesDiffer(nameof(ScatterAdd), index.Shape, values.Shape);
        int[] whole = Indices.Of(index, Shape[axis], nameof(ScatterAdd));
        Tensor result = Copy();
        (int outer, int inner) = Around(axis);
        GatherElements.Add(result.Target, whole, values.Values, outer, Shape[axis], index.Shape[axis], inner);
        return Gradients.AreNeededFor(this, values) ? result.RecordedBy(new ScatterAddNode(this, values, axis, whole)) : result;
    }
}

file sealed class ScatterAddNode(Tensor input, Tensor values, int axis, int[] index)
    : GradientNode(nameof(Tensor.ScatterAdd), input, values)
{
    public override void Backward(Tensor gradient)
    {
        if (Needs(0))
            Give(0, gradient);
        if (Needs(1))
            Give(1, gradient.Gathered(axis, index, Inputs[1].Shape));
    }
}
