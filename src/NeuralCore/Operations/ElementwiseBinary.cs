using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Runs an element-wise operation on two tensors with broadcasting, and records it.</summary>
    private static Tensor Elementwise<TOperation>(TOperation operation, Tensor left, Tensor right)
        where TOperation : struct, IBinaryOperation
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Tensor result = Broadcasting(operation, left, right, TOperation.Name);
        return Gradients.AreNeededFor(left, right) ? result.RecordedBy(new BinaryNode<TOperation>(operation, left, right)) : result;
    }

    /// <summary>Runs an element-wise function on two tensors with broadcasting, without recording it.</summary>
    internal static Tensor Broadcasting<TZip>(TZip zip, Tensor left, Tensor right, string name)
        where TZip : struct, IZip
    {
        Shape shape = Shape.Broadcast(left.Shape, right.Shape, name);
        Tensor result = Rent(shape);
        ZipBroadcast.Run(zip, left.Values, left.Shape, right.Values, right.Shape, result.Target, shape);
        return result;
    }

    /// <summary>The values repeated to a larger shape, without history.</summary>
    internal Tensor ExpandedTo(Shape shape)
    {
        if (shape == Shape)
            return this;
        Tensor result = Rent(shape);
        ZipBroadcast.Run(new LeftZip(), Values, Shape, result.Values, shape, result.Target, shape);
        return result;
    }

    /// <summary>The sum over the axes along which <paramref name="shape"/> was repeated: the way back through broadcasting.</summary>
    internal Tensor SummedTo(Shape shape)
    {
        if (shape == Shape)
            return this;
        bool[] axes = new bool[Rank];
        for (int fromEnd = 1; fromEnd <= Rank; fromEnd++)
            axes[^fromEnd] = fromEnd > shape.Rank || (shape[^fromEnd] == 1 && Shape[^fromEnd] != 1);
        return Reduction.Run(new SumFold(), this, axes).View(shape);
    }

    private readonly struct LeftZip : IZip
    {
        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => x;
    }
}

file sealed class BinaryNode<TOperation> : GradientNode
    where TOperation : struct, IBinaryOperation
{
    private readonly TOperation operation;

    public BinaryNode(TOperation operation, Tensor left, Tensor right)
        : base(TOperation.Name, left, right)
    {
        this.operation = operation;
        Save(left);
        Save(right);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor left = SavedTensor(0).ExpandedTo(gradient.Shape);
        Tensor right = SavedTensor(1).ExpandedTo(gradient.Shape);
        if (Needs(0))
            Give(0, Slopes(new TimesSlopeLeft<TOperation>(operation), left, right, gradient).SummedTo(Inputs[0].Shape));
        if (Needs(1))
            Give(1, Slopes(new TimesSlopeRight<TOperation>(operation), left, right, gradient).SummedTo(Inputs[1].Shape));
    }

    private static Tensor Slopes<TSlope>(TSlope slope, Tensor left, Tensor right, Tensor gradient)
        where TSlope : struct, IZip3
    {
        Tensor result = Tensor.Rent(gradient.Shape);
        Zip3.Run(slope, left.Values, right.Values, gradient.Values, result.Target);
        return result;
    }
}
