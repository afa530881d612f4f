using System.Buffers;
using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The rows of a table that this tensor of whole numbers names: y[..., :] = weight[x[...], :]. Only rows that are named get a gradient,
    /// those named several times the sum, added up in the order in which they are named. Shapes: x [...], weight [count, size], result
    /// [..., size].
    /// </summary>
    /// <param name="weight">The table, one row for each word of the vocabulary.</param>
    /// <param name="paddingIndex">A row that gets no gradient, because the places that name it only fill up; none when left out.</param>
    /// <exception cref="ShapeException">The table is no matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An index is not a whole number from 0 to count - 1, or the padding's row is not in the table.
    /// </exception>
    public Tensor Embedding(Tensor weight, int? paddingIndex = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        EmbeddingTable.Check(weight.Shape, paddingIndex);

        // x [...] · weight [count, size] → y [..., size]
        int[] rented = ArrayPool<int>.Shared.Rent(Count);
        Span<int> index = rented.AsSpan(0, Count);
        if (!Indices.TryRead(this, weight.Shape[0], index, out int bad))
            Throw.NotInVocabulary(Values[bad], Indices.Place(bad, Shape), weight.Shape[0]);
        Tensor result = Rent(Shape.Insert(Rank, weight.Shape[1]));
        GatherRows.Run(weight.Values, index, result.Target, 1, weight.Shape[0], weight.Shape[1]);
        ArrayPool<int>.Shared.Return(rented);
        return Gradients.AreNeededFor(weight) ? result.RecordedBy(new EmbeddingNode(this, weight, paddingIndex)) : result;
    }
}

file sealed class EmbeddingNode : GradientNode
{
    private readonly int? paddingIndex;

    public EmbeddingNode(Tensor index, Tensor weight, int? paddingIndex)
        : base(nameof(Tensor.Embedding), weight)
    {
        this.paddingIndex = paddingIndex;
        Save(index);
    }

    // Reads the numbers once more: a list of them kept from the way there would be new memory in every step.
    public override void Backward(Tensor gradient)
    {
        Tensor index = SavedTensor(0);
        (int count, int size) = (Inputs[0].Shape[0], Inputs[0].Shape[1]);
        int[] rented = ArrayPool<int>.Shared.Rent(index.Count);
        Span<int> rows = rented.AsSpan(0, index.Count);
        Indices.TryRead(index, count, rows, out _);
        if (paddingIndex is { } padding)
            rows.Replace(padding, GatherRows.Nowhere);
        if (HasGradient(0))
        {
            using InPlaceWrite write = GradientSum(0).WriteInPlace(Name);
            GatherRows.Add(write.Target, rows, gradient.Values, 1, count, size);
        }
        else
        {
            Tensor sum = Tensor.Rent(Inputs[0].Shape);
            GatherRows.AddFresh(sum.Target, rows, gradient.Values, count, size);
            Give(0, sum);
        }

        ArrayPool<int>.Shared.Return(rented);
    }
}
