using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The cosine of the angle between the vectors of two tensors along an axis: Σ x y / (max(|x|, ε) max(|y|, ε)), with broadcasting along
    /// all other axes. The result lacks the axis.
    /// </summary>
    /// <param name="other">The other vectors y.</param>
    /// <param name="axis">The axis of the vectors, counted in the shape that broadcasting gives; a negative one counts from the end.</param>
    /// <param name="epsilon">Keeps the divisor from 0, ε: positive.</param>
    /// <exception cref="ShapeException">The axis does not exist or has two sizes, or the shapes do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is not a positive finite number.</exception>
    public Tensor CosineSimilarity(Tensor other, int axis = 1, Real epsilon = (Real)1e-8)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!(epsilon > 0 && Real.IsFinite(epsilon)))
            Throw.OutOfRange(nameof(epsilon), epsilon, "positive and finite");
        Shape shape = Shape.Broadcast(Shape, other.Shape, nameof(CosineSimilarity));
        axis = shape.Axis(axis, nameof(CosineSimilarity));
        int fromEnd = shape.Rank - axis;
        if (Rank < fromEnd || other.Rank < fromEnd || Shape[^fromEnd] != other.Shape[^fromEnd])
            Throw.VectorsDiffer(nameof(CosineSimilarity), Shape, other.Shape, -fromEnd);

        // All with the axis at size 1: 1 / |x|, 1 / |y| and the cosine.
        Tensor left = InverseLengths(this, fromEnd, epsilon);
        Tensor right = InverseLengths(other, fromEnd, epsilon);
        Tensor products = Broadcasting(new MultiplyZip(), this, other, nameof(CosineSimilarity));
        Tensor cosine = Reduction.Run(new SumFold(), products, Marked(shape.Rank, axis));
        cosine = Broadcasting(new MultiplyZip(), cosine, left, nameof(CosineSimilarity));
        cosine = Broadcasting(new MultiplyZip(), cosine, right, nameof(CosineSimilarity));
        Tensor result = cosine.View(shape.Remove(axis));
        return Gradients.AreNeededFor(this, other)
            ? result.RecordedBy(new CosineNode(this, other, left, right, cosine, 1 / epsilon))
            : result;
    }

    private static Tensor InverseLengths(Tensor x, int fromEnd, Real epsilon)
    {
        Tensor result = Reduction.Run(new SumOfSquaresFold(), x, Marked(x.Rank, x.Rank - fromEnd));
        Map.Run(new InverseRoot(epsilon), result.Values, result.Target);
        return result;
    }

    private static bool[] Marked(int rank, int axis)
    {
        bool[] axes = new bool[rank];
        axes[axis] = true;
        return axes;
    }
}

file readonly struct InverseRoot(Real epsilon) : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.All(1) / V.Max(V.Sqrt(x), V.All(epsilon));
}

// c / |x|², but 0 for vectors so short that their length was held: it does not change with them.
file readonly struct Turning(Real longest) : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Equal(y, V.All(longest)), V.All(0), x * y * y);
}

file sealed class CosineNode : GradientNode
{
    private readonly Real longest;

    public CosineNode(Tensor left, Tensor right, Tensor inverseLeft, Tensor inverseRight, Tensor cosine, Real longest)
        : base(nameof(Tensor.CosineSimilarity), left, right)
    {
        this.longest = longest;
        Save(left);
        Save(right);
        Save(inverseLeft);
        Save(inverseRight);
        Save(cosine);
    }

    // With respect to x: g (y / (|x| |y|) - c x / |x|²).
    public override void Backward(Tensor gradient)
    {
        Tensor cosine = SavedTensor(4);
        Tensor upstream = gradient.View(cosine.Shape);
        Tensor across = Times(Times(upstream, SavedTensor(2)), SavedTensor(3));
        Tensor along = Times(upstream, cosine);
        for (int i = 0; i < 2; i++)
        {
            if (!Needs(i))
                continue;
            Tensor turning = Tensor.Broadcasting(new Turning(longest), along, SavedTensor(2 + i), Name);
            Tensor whole = Times(across, SavedTensor(1 - i));
            Tensor part = Times(turning, SavedTensor(i));
            Give(i, Tensor.Broadcasting(new SubtractZip(), whole, part, Name).SummedTo(Inputs[i].Shape));
        }
    }

    private Tensor Times(Tensor left, Tensor right) => Tensor.Broadcasting(new MultiplyZip(), left, right, Name);
}
