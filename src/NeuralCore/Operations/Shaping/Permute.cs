using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c> of this tensor.</summary>
    /// <param name="axes">Every axis once; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">An axis is missing, given twice, or does not exist.</exception>
    public Tensor Permute(params ReadOnlySpan<int> axes)
    {
        if (axes.Length != Rank)
            Throw.PermuteCount(axes, Shape);
        Shape.Axes(axes, nameof(Permute));
        int[] order = new int[Rank];
        for (int i = 0; i < order.Length; i++)
            order[i] = Shape.Axis(axes[i], nameof(Permute));
        return Permuted(order, nameof(Permute));
    }

    /// <summary>A copy with the axes in another order, without history.</summary>
    internal Tensor PermutedCopy(ReadOnlySpan<int> order)
    {
        int[] steps = CopyPlan.Steps(Shape);
        int[] sizes = new int[order.Length];
        int[] fromSteps = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            (sizes[i], fromSteps[i]) = (Shape[order[i]], steps[order[i]]);
        Tensor result = Rent(Shape.Create(sizes));
        CopyStrided.Run(new CopyPlan(sizes, 0, fromSteps, 0, CopyPlan.Steps(result.Shape)), Values, result.Target);
        return result;
    }

    private Tensor Permuted(int[] order, string operation)
    {
        Tensor result = PermutedCopy(order);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new PermuteNode(operation, this, order)) : result;
    }
}

file sealed class PermuteNode(string operation, Tensor input, int[] order) : GradientNode(operation, input)
{
    public override void Backward(Tensor gradient)
    {
        int[] inverse = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            inverse[order[i]] = i;
        Give(0, gradient.PermutedCopy(inverse));
    }
}
