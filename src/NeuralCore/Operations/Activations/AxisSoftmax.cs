using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Softmax and its logarithm along one axis.</summary>
internal static class AxisSoftmax
{
    public static Tensor Of<TForm>(TForm form, Tensor x, int axis, string name)
        where TForm : struct, ISoftmax
    {
        axis = x.Shape.Axis(axis, name);
        Tensor result = Tensor.Rent(x.Shape);
        int outer = x.Shape.CountBetween(0, axis);
        int inner = x.Shape.CountBetween(axis + 1, x.Rank);
        Softmax.Run(form, x.Values, outer, x.Shape[axis], inner, result.Target);
        return Gradients.AreNeededFor(x) ? result.RecordedBy(new SoftmaxNode<TForm>(name, form, x, result, axis)) : result;
    }
}

file sealed class SoftmaxNode<TForm> : GradientNode
    where TForm : struct, ISoftmax
{
    private readonly TForm form;
    private readonly int axis;

    public SoftmaxNode(string name, TForm form, Tensor input, Tensor output, int axis)
        : base(name, input)
    {
        this.form = form;
        this.axis = axis;
        Save(output);
    }

    public override void Backward(Tensor gradient)
    {
        Shape shape = gradient.Shape;
        Tensor result = Tensor.Rent(shape);
        int outer = shape.CountBetween(0, axis);
        int inner = shape.CountBetween(axis + 1, shape.Rank);
        Softmax.RunBack(form, SavedTensor(0).Values, gradient.Values, outer, shape[axis], inner, result.Target);
        Give(0, result);
    }
}
