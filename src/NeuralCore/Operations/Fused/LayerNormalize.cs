using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance over the last axes of each example (Ba, Kiros,
    /// Hinton: Layer Normalization, 2016). Shapes: x [..., normalized], weight and bias [normalized], result as x.
    /// </summary>
    /// <param name="normalizedShape">The sizes of the last axes, over which the mean and variance are taken.</param>
    /// <param name="weight">A factor for each place in the normalised axes; 1 when left out.</param>
    /// <param name="bias">An addend for each place in the normalised axes; 0 when left out.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">The last axes have other sizes, or weight or bias has another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public Tensor LayerNormalize(Shape normalizedShape, Tensor? weight = null, Tensor? bias = null, Real epsilon = (Real)1e-5)
    {
        int width = normalizedShape.Count;
        if (normalizedShape.Rank == 0 || width == 0)
            Throw.NothingToNormalize(normalizedShape);
        if (!Shape.AsSpan().EndsWith(normalizedShape.AsSpan()))
            Throw.LastAxesDiffer(nameof(LayerNormalize), normalizedShape, Shape);
        ChannelAxis.CheckEpsilon(epsilon);
        Tensor scale = Checked(weight, 1, normalizedShape, nameof(weight));
        Tensor shift = Checked(bias, 0, normalizedShape, nameof(bias));
        int rows = Count / width;
        Tensor statistics = Rent([2, rows]);
        Tensor result = Rent(Shape);
        RowNormalize.Forward(Values, scale.Values, shift.Values, epsilon, rows, statistics.Target, result.Target);
        return Gradients.AreNeededFor([this, scale, shift])
            ? result.RecordedBy(new LayerNormalizeNode(this, scale, shift, statistics))
            : result;

        static Tensor Checked(Tensor? given, Real otherwise, Shape expected, string name)
        {
            if (given is not null && given.Shape != expected)
                Throw.ShapesDiffer($"{nameof(LayerNormalize)} ({name})", expected, given.Shape);
            return given ?? Full(otherwise, expected);
        }
    }
}

file sealed class LayerNormalizeNode : GradientNode
{
    public LayerNormalizeNode(Tensor x, Tensor weight, Tensor bias, Tensor statistics)
        : base(nameof(Tensor.LayerNormalize), x, weight, bias)
    {
        Save(x);
        Save(weight);
        Save(statistics);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor x = SavedTensor(0);
        Tensor weight = SavedTensor(1);
        Tensor statistics = SavedTensor(2);
        int rows = statistics.Shape[1];
        if (Needs(0))
        {
            Tensor result = Tensor.Rent(x.Shape);
            RowNormalize.Backward(x.Values, gradient.Values, weight.Values, rows, statistics.Values, result.Target);
            Give(0, result);
        }

        if (Needs(1) || Needs(2))
        {
            Tensor sums = Tensor.Rent([2, weight.Count]);
            RowNormalize.ColumnSums(x.Values, gradient.Values, rows, statistics.Values, sums.Target);
            if (Needs(1))
                Give(1, sums.View(weight.Shape, weight.Count));
            if (Needs(2))
                Give(2, sums.View(weight.Shape));
        }
    }
}
