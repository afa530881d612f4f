using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// a σ(b) for the two halves a and b of an axis, with the sigmoid σ: the gated linear unit (Dauphin, Fan, Auli and Grangier, 2017),
    /// where one half decides how much of the other passes. The result is half as long along the axis.
    /// </summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">The axis does not exist, or its size is odd.</exception>
    public Tensor Glu(int axis = -1)
    {
        axis = Shape.Axis(axis, nameof(Glu));
        int size = Shape[axis];
        if (size % 2 != 0)
            Throw.NoHalves(nameof(Glu), axis, Shape);
        int rows = Shape.CountBetween(0, axis);
        Tensor result = Rent(Shape.With(axis, size / 2));
        Halves.Run(new Gate(), Values, rows, result.Target);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new GluNode(this, rows)) : result;
    }
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.Glu"/>
    public static Activation Glu(int axis = -1) => Along(axis, nameof(Glu), input => input.Glu(axis));
}

file readonly struct Gate : IBinaryOperation
{
    public static string Name => nameof(Tensor.Glu);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => x * LanesMath.Sigmoid(y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Sigmoid(y);

    // σ' = σ (1 - σ)
    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        V sigmoid = LanesMath.Sigmoid(y);
        return x * (sigmoid * (V.All(1) - sigmoid));
    }
}

file sealed class GluNode : GradientNode
{
    private readonly int rows;

    public GluNode(Tensor input, int rows)
        : base(nameof(Tensor.Glu), input)
    {
        this.rows = rows;
        Save(input);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor result = Tensor.Rent(Inputs[0].Shape);
        TimesSlopeLeft<Gate> left = new(new Gate());
        TimesSlopeRight<Gate> right = new(new Gate());
        Halves.RunBack(left, right, SavedTensor(0).Values, gradient.Values, rows, result.Target);
        Give(0, result);
    }
}
