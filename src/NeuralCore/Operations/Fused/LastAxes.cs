using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>What the normalisations over the last axes of each example have in common.</summary>
internal static class LastAxes
{
    /// <summary>(x - mean) / deviation · weight + bias, where the mean may stay, and the deviation is then the root of the mean square.</summary>
    public static Tensor Normalized(
        Tensor x, Shape normalizedShape, Tensor? weight, Tensor? bias, Real epsilon, bool subtractMean, string operation)
    {
        int width = normalizedShape.Count;
        if (normalizedShape.Rank == 0 || width == 0)
            Throw.NothingToNormalize(operation, normalizedShape);
        if (!x.Shape.AsSpan().EndsWith(normalizedShape.AsSpan()))
            Throw.LastAxesDiffer(operation, normalizedShape, x.Shape);
        ChannelAxis.CheckEpsilon(epsilon);
        Tensor scale = Or(1, weight, normalizedShape, operation, nameof(weight));
        Tensor shift = Or(0, bias, normalizedShape, operation, nameof(bias));
        int rows = x.Count / width;
        Tensor statistics = Tensor.Rent([2, rows]);
        Tensor result = Tensor.Rent(x.Shape);
        RowNormalize.Forward(x.Values, scale.Values, shift.Values, epsilon, subtractMean, rows, statistics.Target, result.Target);
        return Gradients.AreNeededFor([x, scale, shift])
            ? result.RecordedBy(new RowNormalizeNode(x, scale, shift, statistics, subtractMean, operation))
            : result;
    }

    private static Tensor Or(Real otherwise, Tensor? given, Shape expected, string operation, string name)
    {
        if (given is not null && given.Shape != expected)
            Throw.ShapesDiffer($"{operation} ({name})", expected, given.Shape);
        return given ?? Tensor.Full(otherwise, expected);
    }
}

file sealed class RowNormalizeNode : GradientNode
{
    private readonly bool subtractMean;

    public RowNormalizeNode(Tensor x, Tensor weight, Tensor bias, Tensor statistics, bool subtractMean, string operation)
        : base(operation, x, weight, bias)
    {
        this.subtractMean = subtractMean;
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
            RowNormalize.Backward(x.Values, gradient.Values, weight.Values, subtractMean, rows, statistics.Values, result.Target);
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
