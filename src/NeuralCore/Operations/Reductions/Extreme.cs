using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>What the largest and the smallest have in common: they pick numbers, and the picked ones share the gradient.</summary>
internal static class Extreme
{
    public static Tensor Of<TFold>(TFold fold, Tensor x, bool[] axes, bool keepAxes, string name)
        where TFold : struct, IFold
    {
        Reduction.CheckNotEmpty(x.Shape, axes, name);
        Tensor picked = Reduction.Run(fold, x, axes);
        Tensor result = picked.View(Reduction.Shape(x.Shape, axes, keepAxes));
        return Gradients.AreNeededFor(x) ? result.RecordedBy(new ExtremeNode(name, x, picked, axes)) : result;
    }
}

file sealed class ExtremeNode : GradientNode
{
    private readonly bool[] axes;

    public ExtremeNode(string name, Tensor input, Tensor picked, bool[] axes)
        : base(name, input)
    {
        this.axes = axes;
        Save(input);
        Save(picked);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor picked = SavedTensor(1);
        Tensor isPicked = SavedTensor(0).EqualTo(picked);
        Tensor share = gradient.View(picked.Shape).Divide(Reduction.Run(new SumFold(), isPicked, axes));
        Give(0, Tensor.Broadcasting(new MultiplyZip(), isPicked, share, Name));
    }
}
