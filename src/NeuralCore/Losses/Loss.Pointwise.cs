using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public abstract partial class Loss
{
    /// <summary>
    /// The driver behind every loss that compares number with number. The operation says the value and the slopes, with x the prediction
    /// and y the target; each direction is one pass, because the reduction's gradient is one number that goes along as a factor.
    /// </summary>
    private protected Tensor Pointwise<TOperation>(TOperation operation, Tensor prediction, Tensor target)
        where TOperation : struct, IBinaryOperation
    {
        CheckSameShape(prediction, target);
        Real divisor = Divisor(prediction.Shape);
        bool isReduced = Reduction != LossReduction.None;
        Tensor losses = Tensor.Rent(prediction.Shape);
        Zip.Run(operation, prediction.Values, target.Values, losses.Target);
        Tensor result = isReduced ? Total(losses, divisor) : losses;
        return Gradients.AreNeededFor(prediction, target)
            ? result.RecordedBy(new PointwiseNode<TOperation>(operation, prediction, target, isReduced, divisor))
            : result;
    }
}

file sealed class PointwiseNode<TOperation> : GradientNode
    where TOperation : struct, IBinaryOperation
{
    private readonly TOperation operation;
    private readonly bool isReduced;
    private readonly Real divisor;

    public PointwiseNode(TOperation operation, Tensor prediction, Tensor target, bool isReduced, Real divisor)
        : base(TOperation.Name, prediction, target)
    {
        this.operation = operation;
        this.isReduced = isReduced;
        this.divisor = divisor;
        Save(prediction);
        Save(target);
    }

    public override void Backward(Tensor gradient)
    {
        if (isReduced)
        {
            Real factor = gradient.Item() / divisor;
            if (Needs(0))
                Give(0, Slopes(new ScaledSlopeLeft(operation, factor)));
            if (Needs(1))
                Give(1, Slopes(new ScaledSlopeRight(operation, factor)));
            return;
        }

        if (Needs(0))
            Give(0, Slopes(new TimesSlopeLeft<TOperation>(operation), gradient));
        if (Needs(1))
            Give(1, Slopes(new TimesSlopeRight<TOperation>(operation), gradient));
    }

    private Tensor Slopes<TSlope>(TSlope slope)
        where TSlope : struct, IZip
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        Zip.Run(slope, SavedTensor(0).Values, SavedTensor(1).Values, result.Target);
        return result;
    }

    private Tensor Slopes<TSlope>(TSlope slope, Tensor gradient)
        where TSlope : struct, IZip3
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        Zip3.Run(slope, SavedTensor(0).Values, SavedTensor(1).Values, gradient.Values, result.Target);
        return result;
    }

    private readonly struct ScaledSlopeLeft(TOperation operation, Real factor) : IZip
    {
        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => operation.SlopeLeft(x, y) * V.All(factor);
    }

    private readonly struct ScaledSlopeRight(TOperation operation, Real factor) : IZip
    {
        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => operation.SlopeRight(x, y) * V.All(factor);
    }
}
