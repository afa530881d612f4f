using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// How far a prediction is from its target, as a tensor that <see cref="Tensor.Backward(Tensor?, bool)"/> starts from. Each loss stands in
/// a file of its own, beside its formula and its slopes, with a static shortcut here: <c>Loss.CrossEntropy(logits, labels)</c>.
/// </summary>
/// <remarks>
/// Shapes must match exactly: a prediction [32, 1] against a target [32] would broadcast to 32 × 32 differences and train nonsense. To
/// write a loss of your own, derive from this class, compose operations in <see cref="Forward"/>, and end with <see
/// cref="Reduce(Tensor)"/>. A loss of more than two tensors, such as <see cref="TripletMargin"/>, is a function only.
/// </remarks>
public abstract partial class Loss
{
    /// <summary>Sets what all losses have.</summary>
    /// <param name="reduction">What happens to the single losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reduction is none of the four.</exception>
    protected Loss(LossReduction reduction)
    {
        CheckReduction(reduction);
        Reduction = reduction;
    }

    /// <summary>What happens to the single losses.</summary>
    public LossReduction Reduction { get; }

    /// <summary>The loss of a prediction.</summary>
    /// <param name="prediction">What the model says.</param>
    /// <param name="target">What is true.</param>
    /// <exception cref="ShapeException">The shapes do not match, or a mean is asked of an empty batch.</exception>
    public abstract Tensor Forward(Tensor prediction, Tensor target);

    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Reduces single losses as <see cref="Reduction"/> says, recorded like any operation.</summary>
    /// <exception cref="ShapeException">A mean is asked of nothing.</exception>
    protected Tensor Reduce(Tensor losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return Reduce(losses, Divisor(losses.Shape));
    }

    private protected Tensor Reduce(Tensor losses, Real divisor) => Reduced(losses, Reduction, divisor, ToString());

    /// <summary>What the sum of losses of this shape is divided by.</summary>
    private protected Real Divisor(Shape shape) => Divisor(shape, Reduction, ToString());

    /// <summary>Reduces the losses of a function, recorded like any operation.</summary>
    private static Tensor Reduced(Tensor losses, LossReduction reduction, string name)
    {
        CheckReduction(reduction);
        return Reduced(losses, reduction, Divisor(losses.Shape, reduction, name), name);
    }

    private static Tensor Reduced(Tensor losses, LossReduction reduction, Real divisor, string name)
    {
        if (reduction == LossReduction.None)
            return losses;
        Real factor = reduction == LossReduction.Sum ? 1 : 1 / divisor;
        Tensor result = Total(losses, 1);
        result.Target[0] *= factor;
        return Gradients.AreNeededFor(losses) ? result.RecordedBy(new ReductionNode(name, losses, factor)) : result;
    }

    private static Real Divisor(Shape shape, LossReduction reduction, string name)
    {
        bool isMean = reduction is LossReduction.Mean or LossReduction.BatchMean;
        if (isMean && shape.Count == 0)
            Throw.MeanOfNothing(name, shape);
        return reduction switch
        {
            LossReduction.Mean => shape.Count,
            LossReduction.BatchMean when shape.Rank > 0 => shape[0],
            _ => 1,
        };
    }

    /// <summary>The sum of losses divided by a number, without history.</summary>
    private protected static Tensor Total(Tensor losses, Real divisor)
    {
        Tensor total = Tensor.Rent([]);
        Kernels.Reduce.Run(new SumFold(), losses.Values, 1, losses.Count, 1, total.Target);
        total.Target[0] /= divisor;
        return total;
    }
}

// Every loss went in with the same weight. One step instead of a sum and a product, which a small network notices.
file sealed class ReductionNode(string name, Tensor losses, Real factor) : GradientNode(name, losses)
{
    public override void Backward(Tensor gradient)
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        result.Target.Fill(gradient.Item() * factor);
        Give(0, result);
    }
}
