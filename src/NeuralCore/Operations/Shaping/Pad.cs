using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Surrounds the numbers with a constant.</summary>
    /// <param name="amounts">For each axis, from the outermost on, how many positions are added before and after.</param>
    /// <param name="value">The constant.</param>
    /// <exception cref="ShapeException">There is not one pair for each axis, or the result is too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    public Tensor Pad(ReadOnlySpan<(int Before, int After)> amounts, Real value = 0)
    {
        if (amounts.Length != Rank)
            Throw.PadCount(amounts.Length, Shape);
        int[] sizes = new int[Rank];
        int[] starts = new int[Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (int before, int after) = amounts[axis];
            if (before < 0 || after < 0)
                Throw.PadNegative(axis, before, after);
            long size = (long)Shape[axis] + before + after;
            if (size > Shape.MaxCount)
                Throw.PadSize(axis, size);
            (starts[axis], sizes[axis]) = (before, (int)size);
        }

        Tensor result = Rent(Shape.Create(sizes));
        result.Target.Fill(value);
        int[] steps = CopyPlan.Steps(result.Shape);
        int offset = 0;
        for (int axis = 0; axis < starts.Length; axis++)
            offset += starts[axis] * steps[axis];
        if (Count > 0)
            CopyStrided.Run(new CopyPlan(Shape, 0, CopyPlan.Steps(Shape), offset, steps), Values, result.Target);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new PadNode(this, starts)) : result;
    }

    /// <summary>Surrounds the numbers with a constant along one axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="before">Positions added before the first.</param>
    /// <param name="after">Positions added after the last.</param>
    /// <param name="value">The constant.</param>
    /// <exception cref="ShapeException">The axis does not exist, or the result is too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    public Tensor Pad(int axis, int before, int after, Real value = 0)
    {
        var amounts = new (int, int)[Rank];
        amounts[Shape.Axis(axis, nameof(Pad))] = (before, after);
        return Pad(amounts, value);
    }
}

file sealed class PadNode(Tensor input, int[] starts) : GradientNode(nameof(Tensor.Pad), input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient.Part(starts, Inputs[0].Shape));
}
