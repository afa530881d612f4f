using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Runs an element-wise operation and records it: the one driver behind all of them.</summary>
    internal Tensor Elementwise<TOperation>(TOperation operation)
        where TOperation : struct, IUnaryOperation
    {
        Tensor result = Rent(Shape);
        Map.Run(operation, Values, result.Target);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new UnaryNode<TOperation>(operation, this, result)) : result;
    }

    /// <summary>Runs an element-wise function without recording it.</summary>
    internal Tensor Unrecorded<TMap>(TMap map)
        where TMap : struct, IMap
    {
        Tensor result = Rent(Shape);
        Map.Run(map, Values, result.Target);
        return result;
    }
}

file sealed class UnaryNode<TOperation> : GradientNode
    where TOperation : struct, IUnaryOperation
{
    private readonly TOperation operation;

    public UnaryNode(TOperation operation, Tensor input, Tensor output)
        : base(TOperation.Name, input)
    {
        this.operation = operation;
        if (operation.Keep != Keep.Nothing)
            Save(operation.Keep == Keep.Input ? input : output);
    }

    public override void Backward(Tensor gradient)
    {
        // An operation that keeps nothing has a constant slope, so any numbers will do.
        Tensor kept = operation.Keep == Keep.Nothing ? gradient : SavedTensor(0);
        Tensor result = OwnsGradient ? gradient : Tensor.Rent(gradient.Shape);
        Zip.Run(new TimesSlope<TOperation>(operation), kept.Values, gradient.Values, result.Target);
        Give(0, result);
    }
}
