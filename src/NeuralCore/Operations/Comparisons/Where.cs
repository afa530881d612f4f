using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// <paramref name="yes"/> where the condition is not 0, and <paramref name="no"/> where it is, element by element; all three are broadcast.
    /// The gradient goes to the one that was taken; what is computed for the other, even NaN, does not count.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public static Tensor Where(Tensor condition, Tensor yes, Tensor no)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(yes);
        ArgumentNullException.ThrowIfNull(no);
        Shape shape = Shape.Broadcast(condition.Shape, Shape.Broadcast(yes.Shape, no.Shape, nameof(Where)), nameof(Where));
        Tensor chooser = condition.ExpandedTo(shape);
        Tensor result = Rent(shape);
        Zip3.Run(new Choose(), chooser.Values, yes.ExpandedTo(shape).Values, no.ExpandedTo(shape).Values, result.Target);
        return Gradients.AreNeededFor(yes, no) ? result.RecordedBy(new WhereNode(chooser, yes, no)) : result;
    }
}

file readonly struct Choose : IZip3
{
    public V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V> => V.Where(V.Equal(x, V.All(0)), z, y);
}

file readonly struct ZeroWhereNot : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Equal(x, V.All(0)), V.All(0), y);
}

file readonly struct ZeroWhere : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Equal(x, V.All(0)), y, V.All(0));
}

file sealed class WhereNode : GradientNode
{
    public WhereNode(Tensor condition, Tensor yes, Tensor no)
        : base(nameof(Tensor.Where), yes, no) => Save(condition);

    public override void Backward(Tensor gradient)
    {
        Tensor condition = SavedTensor(0);
        if (Needs(0))
            Give(0, Tensor.Broadcasting(new ZeroWhereNot(), condition, gradient, Name).SummedTo(Inputs[0].Shape));
        if (Needs(1))
            Give(1, Tensor.Broadcasting(new ZeroWhere(), condition, gradient, Name).SummedTo(Inputs[1].Shape));
    }
}
